package souk.market.blob;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import souk.client.api.UploadAuthorization;
import souk.client.api.WireLimits;
import souk.market.blob.Upload.Refused;
import souk.market.blob.Upload.Why;
import souk.market.signature.SignatureCheck;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainException;

/**
 * Who may hand this node a blob.
 *
 * @param market what uploads are signed for
 * @param blockTime time of the newest block the node has followed; empty before the first
 * @param funding which accounts have money in the market
 * @param signatures whose signatures are whose
 */
public record UploadRules(
    MarketDomain market,
    Supplier<Optional<Instant>> blockTime,
    Funding funding,
    SignatureCheck signatures) {

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
    try {
      return judge(upload, digest, sizeBytes, leastFunds);
    } catch (ChainException e) {
      return refused(Why.BUSY, "the node cannot ask the chain about the account now; try again");
    }
  }

  /** Whoever has nothing in the market makes us run no code. */
  private Optional<Refused> judge(
      UploadAuthorization upload, Hash digest, long sizeBytes, Amount leastFunds) {
    var account = upload.account();
    var signed = market.blobUploadDigest(digest, sizeBytes, account, upload.expiry());
    if (!SignatureCheck.isByKey(account, signed, upload.signature())
        && !funding.covers(account, leastFunds)) {
      return unsigned(account, sizeBytes);
    }
    return switch (signatures.of(account, signed, upload.signature())) {
      case GENUINE -> unfunded(account, leastFunds);
      case MISSING, FORGED, REFUSED -> unsigned(account, sizeBytes);
      case UNCHECKED -> refused(Why.BUSY, "too many signatures wait to be checked; try again");
    };
  }

  private Optional<Refused> unfunded(Address account, Amount least) {
    return funding.covers(account, least)
        ? Optional.empty()
        : refused(
            Why.UNFUNDED,
            "%s has less than %s base units in the market; deposit first: souk account deposit"
                .formatted(account, least));
  }

  private static Optional<Refused> unsigned(Address account, long sizeBytes) {
    return refused(
        Why.UNSIGNED,
        "the upload of these %d bytes is not signed by %s".formatted(sizeBytes, account));
  }

  private static Optional<Refused> refused(Why why, String detail) {
    return Optional.of(new Refused(why, detail));
  }
}
