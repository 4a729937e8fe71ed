package souk.client.api;

import souk.protocol.value.Hash;
import souk.protocol.value.Signature;

/**
 * A provider's word on where the consumer finds its output, encrypted, before it is public.
 *
 * @param jobId the job
 * @param attempt attempt that produced it
 * @param blob SHA-256 of the encrypted output
 * @param signature over {@link souk.protocol.codec.MarketDomain#sealedOutputDigest}
 */
public record SealedOutput(Hash jobId, int attempt, @Blob Hash blob, Signature signature) {}
