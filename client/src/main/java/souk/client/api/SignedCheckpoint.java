package souk.client.api;

import souk.protocol.evidence.JobCheckpoint;
import souk.protocol.value.Signature;

/**
 * How far a provider says that it has brought a job.
 *
 * @param checkpoint what it says
 * @param signature the provider's, of {@link souk.protocol.codec.MarketDomain#checkpointDigest}
 */
public record SignedCheckpoint(JobCheckpoint checkpoint, Signature signature) {}
