package souk.market.blob;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import souk.client.api.UploadAuthorization;
import souk.client.api.WireLimits;
import souk.market.blob.Upload.Refused;
import souk.market.blob.Upload.Why;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainException;
import souk.settlement.keys.Signers;

/**
 * Who may hand this node a blob.
 *
 * @param market what uploads are signed for
 * @param blockTime time of the newest block the node has followed; empty before the first
 * @param funding which accounts have money in the market
 */
public record UploadRules(
    MarketDomain market, Supplier<Optional<Instant>> blockTime, Funding funding) {

  /** Why an upload is refused before its bytes are looked at. */
  Optional<Refused> objection(
      UploadAuthorization upload, Hash digest, long sizeBytes, Amount leastFunds) {
    var now = blockTime.get();
    if (now.isEmpty()) {
      return refused(Why.BUSY, "the node does not follow the chain yet; try again");
    }
    if (!upload.expiry().isAfter(now.get())) {
      return refused(Why.UNSIGNED, "the signature of the upload has expired; sign it again");
    }
    if (upload.expiry().isAfter(now.get().plus(WireLimits.MAX_UPLOAD_LIFETIME))) {
      return refused(
          Why.UNSIGNED,
          "the signature of an upload expires within %d minutes of the newest block, which is of %s"
              .formatted(WireLimits.MAX_UPLOAD_LIFETIME.toMinutes(), now.get()));
    }
    var signed = market.blobUploadDigest(digest, sizeBytes, upload.account(), upload.expiry());
    if (!Signers.recover(signed, upload.signature()).equals(Optional.of(upload.account()))) {
      return refused(
          Why.UNSIGNED,
          "the upload of these %d bytes is not signed by %s"
              .formatted(sizeBytes, upload.account()));
    }
    return unfunded(upload, leastFunds);
  }

  private Optional<Refused> unfunded(UploadAuthorization upload, Amount least) {
    try {
      return funding.covers(upload.account(), least)
          ? Optional.empty()
          : refused(
              Why.UNFUNDED,
              "%s has less than %s base units in the market; deposit first: souk account deposit"
                  .formatted(upload.account(), least));
    } catch (ChainException e) {
      return refused(Why.BUSY, "the node cannot read the account's balance now; try again");
    }
  }

  private static Optional<Refused> refused(Why why, String detail) {
    return Optional.of(new Refused(why, detail));
  }
}
