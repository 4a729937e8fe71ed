package souk.market.blob;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.client.blob.UploadSigner;
import souk.client.market.MarketClient;
import souk.market.signature.SignatureCheck;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.CodeSignature;
import souk.settlement.journal.Journal;
import souk.settlement.keys.AccountKey;

/** Blob stores of a market in which everybody has money but the poor. */
public final class BlobStores {
  /** What uploads are signed for. */
  public static final MarketDomain MARKET = new MarketDomain(31_337, Address.ZERO);

  /** Time of the newest block. */
  public static final Instant BLOCK_TIME = Instant.ofEpochSecond(1_800_000_000);

  /** Most bytes of such a store. */
  public static final long CAPACITY_BYTES = 1 << 20;

  /** Most bytes of one account. */
  public static final long QUOTA_BYTES = 1 << 19;

  /** Somebody with money. */
  public static final AccountKey RICH = key(1);

  /** Somebody else with money. */
  public static final AccountKey OTHER = key(2);

  /** Somebody without money. */
  public static final AccountKey POOR = key(3);

  /** A contract with money. */
  public static final Address WALLET = Address.parse("0x" + "c0".repeat(20));

  /** Whose signatures that contract takes. */
  public static final AccountKey OWNER = key(4);

  private BlobStores() {}

  /** Signs for that account at the time of the newest block. */
  public static UploadSigner signer(AccountKey key) {
    return UploadSigner.of(key, MARKET, () -> BLOCK_TIME);
  }

  /** A store in that directory, with a journal of its own beside it. */
  public static BlobStore open(Path directory, MarketClient... peers) {
    return open(directory, Journal.open(directory.resolve("journal.db")), Clock.systemUTC(), peers);
  }

  static BlobStore open(Path directory, Journal journal, Clock clock, MarketClient... peers) {
    return BlobStore.open(config(directory), journal, List.of(peers), rules(), clock);
  }

  static UploadRules rules() {
    return new UploadRules(
        MARKET,
        () -> Optional.of(BLOCK_TIME),
        (account, _) -> !account.equals(POOR.address()),
        new SignatureCheck(BlobStores::ask));
  }

  static BlobStore.Config config(Path directory) {
    return new BlobStore.Config(
        directory.resolve("blobs"),
        Optional.empty(),
        CAPACITY_BYTES,
        QUOTA_BYTES,
        Amount.of(1),
        Duration.ofHours(1),
        Duration.ofDays(7));
  }

  /** As a wallet of one owner, who signs what the wallet is to have signed. */
  private static CodeSignature ask(Address account, Hash digest, Signature signature) {
    if (!account.equals(WALLET)) {
      return CodeSignature.NO_CODE;
    }
    return SignatureCheck.isByKey(OWNER.address(), digest, signature)
        ? CodeSignature.VALID
        : CodeSignature.REFUSED;
  }

  private static AccountKey key(int number) {
    return AccountKey.of(Hash.parse("0x" + "%064x".formatted(number)));
  }
}
