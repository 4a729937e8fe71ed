package souk.market.order;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import souk.client.api.SignedJob;
import souk.client.api.SignedOffer;
import souk.client.api.SignedPlacement;
import souk.protocol.codec.MarketDomain;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.Placement;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.protocol.value.Signature;
import souk.settlement.chain.Head;
import souk.settlement.index.Changes;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.settlement.keys.AccountKey;
import souk.settlement.keys.Signer;

/** Signed orders over a chain that is told what to say, and people who sign. */
public final class OrderDesk implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  static final MarketDomain DOMAIN =
      new MarketDomain(31_337, Address.parse("0x" + "aa".repeat(20)));
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** Fuel limit times price ceiling, of every job here. */
  static final Amount ESCROW = Amount.of(5_000_000);

  private static final AtomicLong SALTS = new AtomicLong();

  final FakeFacts facts = new FakeFacts(NOW);
  private final Journal journal;
  private final SignedOrders orders;

  OrderDesk(JournalPlace place, SignedOrders.Config config) {
    this(Journal.open(place), config);
  }

  OrderDesk(Journal journal, SignedOrders.Config config) {
    this.journal = journal;
    this.orders =
        new SignedOrders(
            DOMAIN, facts, TOLERANCE, journal, config, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** One whose journal is that file. */
  public static OrderDesk in(Path file) {
    return new OrderDesk(new JournalPlace.File(file), SignedOrders.Config.DEFAULT);
  }

  /** What is tested. */
  public SignedOrders orders() {
    return orders;
  }

  /** Somebody new. */
  public static AccountKey somebody() {
    return AccountKey.random(new SecureRandom());
  }

  /** Somebody with enough in the market for that many jobs. */
  public AccountKey consumer(int jobs) {
    var key = somebody();
    facts.balances.put(key.address(), ESCROW.times(jobs));
    return key;
  }

  /** Somebody with a bond. */
  public AccountKey provider() {
    var key = somebody();
    facts.bonds.put(key.address(), Amount.of(1));
    return key;
  }

  /** A block in which those jobs, offers and accounts were named. */
  void block(Set<Hash> ids, Set<Address> accounts) {
    block(facts.head().orElseThrow().number() + 1, false, ids, accounts);
  }

  /** A block at that height, perhaps after others were taken back. */
  void block(long number, boolean rolledBack, Set<Hash> ids, Set<Address> accounts) {
    facts.reach(number, facts.head().orElseThrow().time().plusSeconds(1));
    look(new Changes(head(), rolledBack, List.of(), ids, ids, accounts, Set.of()));
  }

  void look(Changes changes) {
    orders.told(changes);
    orders.look();
  }

  Head head() {
    return facts.head().orElseThrow();
  }

  Hash id(SignedJob job) {
    return DOMAIN.jobId(job.job());
  }

  Hash id(SignedOffer offer) {
    return DOMAIN.offerId(offer.offer());
  }

  /** A job signed by its consumer, unlike all others. */
  public static SignedJob signed(Signer consumer) {
    return signed(job(consumer.address()), consumer);
  }

  static SignedJob signed(JobSpec job, Signer signer) {
    return new SignedJob(job, signer.sign(DOMAIN.jobId(job)));
  }

  /** An offer signed by its provider, unlike all others. */
  public static SignedOffer signedOffer(Signer provider) {
    var offer = offer(provider.address(), NOW.plusSeconds(3600), 0);
    return signed(offer, provider);
  }

  static SignedOffer signed(Offer offer, Signer signer) {
    return new SignedOffer(offer, signer.sign(DOMAIN.offerId(offer)));
  }

  /** A wish for that engine, signed. */
  public static SignedPlacement placement(Hash jobId, String engine, long sequence, Signer signer) {
    var placement =
        new Placement(
            jobId,
            Optional.of(new EngineName(engine)),
            Set.of(),
            Amount.ZERO,
            List.of(),
            List.of(),
            sequence);
    return new SignedPlacement(placement, signer.sign(DOMAIN.placementDigest(placement)));
  }

  static JobSpec job(Address consumer) {
    return job(consumer, NOW.plusSeconds(600), NOW, 0);
  }

  static JobSpec job(Address consumer, Instant latestFinish, Instant postedAt, long nonce) {
    return new JobSpec(
        consumer,
        Hash.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        JobKind.COMMAND,
        new Fuel(5_000_000_000L),
        256,
        0,
        Price.of(1_000_000),
        Amount.ZERO,
        0,
        10,
        Tags.NONE,
        latestFinish,
        postedAt,
        Optional.empty(),
        Hash.ZERO,
        nonce,
        BigInteger.valueOf(SALTS.incrementAndGet()));
  }

  static Offer offer(Address provider, Instant expiry, long nonce) {
    return new Offer(
        provider,
        Price.of(900_000),
        20,
        new Fuel(1L << 40),
        1024,
        new Fuel(400_000_000),
        4,
        Tags.NONE,
        new EngineName("endive"),
        Hash.ZERO,
        expiry,
        nonce,
        BigInteger.valueOf(SALTS.incrementAndGet()));
  }

  static Signature nonsense() {
    var bytes = new byte[Signature.ECDSA_SIZE];
    Arrays.fill(bytes, (byte) 0x55);
    return Signature.of(bytes);
  }

  @Override
  public void close() {
    journal.close();
  }
}
