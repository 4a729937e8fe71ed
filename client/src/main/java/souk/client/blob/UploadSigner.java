package souk.client.blob;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import souk.client.api.UploadAuthorization;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Hash;
import souk.settlement.keys.Signer;

/** Has market nodes keep blobs on one account's quota. */
@FunctionalInterface
public interface UploadSigner {
  /** How long a signature counts. */
  Duration LIFETIME = Duration.ofMinutes(5);

  /**
   * Signs for one blob.
   *
   * @param blob its SHA-256
   * @param sizeBytes how many bytes it has
   */
  UploadAuthorization sign(Hash blob, long sizeBytes);

  /**
   * Signs for an account.
   *
   * @param market whose nodes may keep the blobs
   * @param blockTime tells the time of the market's newest block
   */
  static UploadSigner of(Signer signer, MarketDomain market, Supplier<Instant> blockTime) {
    return (blob, sizeBytes) -> {
      var account = signer.address();
      var expiry = blockTime.get().plus(LIFETIME);
      var digest = market.blobUploadDigest(blob, sizeBytes, account, expiry);
      return new UploadAuthorization(account, expiry, signer.sign(digest));
    };
  }
}
