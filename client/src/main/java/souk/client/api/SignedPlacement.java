package souk.client.api;

import souk.protocol.job.Placement;
import souk.protocol.value.Signature;

/**
 * A consumer's word on where its job may run.
 *
 * @param placement what it wishes
 * @param signature the consumer's, over {@link souk.protocol.codec.MarketDomain#placementDigest}
 */
public record SignedPlacement(Placement placement, Signature signature) {}
