package souk.client.api;

import souk.protocol.job.Acceptance;
import souk.protocol.value.Signature;

/**
 * A provider's acceptance and its signature over it.
 *
 * @param signature over {@link souk.protocol.codec.MarketDomain#acceptanceDigest}
 */
public record SignedAcceptance(Acceptance acceptance, Signature signature) {}
