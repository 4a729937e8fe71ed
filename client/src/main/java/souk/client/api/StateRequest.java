package souk.client.api;

import java.time.Instant;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;

/**
 * A provider's wish to be given the state that an agent job can be gone on from.
 *
 * @param jobId the job
 * @param attempt the attempt it is asked to run, or runs
 * @param turns turns behind which it wants to go on, 1..63
 * @param provider who asks
 * @param expiry block time after which the signature does not count, whole seconds
 * @param signature the provider's, of {@link souk.protocol.codec.MarketDomain#stateRequestDigest}
 */
public record StateRequest(
    Hash jobId, int attempt, int turns, Address provider, Instant expiry, Signature signature) {}
