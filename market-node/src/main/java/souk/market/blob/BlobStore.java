package souk.market.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import souk.client.api.UploadAuthorization;
import souk.client.api.WireLimits;
import souk.client.blob.BlobSpool;
import souk.client.blob.SpooledBlob;
import souk.client.market.MarketClient;
import souk.client.telemetry.Metrics;
import souk.market.blob.Upload.Kept;
import souk.market.blob.Upload.Refused;
import souk.market.blob.Upload.Why;
import souk.protocol.codec.Cid;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.journal.Journal;

/**
 * The blobs of this node, and through its peers those of others. No blob is ever whole in memory.
 * Thread-safe.
 *
 * <p>Methods throw {@link IOException} if the place where blobs rest fails.
 */
public final class BlobStore implements AutoCloseable {
  private static final int UPLOADS = 32;
  private static final int UPLOADS_OF_ACCOUNT = 8;
  private static final int ADOPTED_AT_ONCE = 1000;

  private final Config config;
  private final BlobBackend backend;
  private final BlobSpool spool;
  private final BlobLedger ledger;
  private final UploadRules rules;
  private final Clock clock;
  private final Pins pins = new Pins();
  private final Locks locks = new Locks();
  private final UploadSlots slots = new UploadSlots(UPLOADS, UPLOADS_OF_ACCOUNT);
  private final Collector collector;
  private final PeerFetches fetches;
  private final BlobCounts counts = new BlobCounts();
  private @Nullable BlobKeeper keeper;

  /**
   * How a store keeps blobs.
   *
   * @param directory where blobs pass through, and rest unless they do in a bucket; made if it is
   *     not there
   * @param bucket where blobs rest instead
   * @param capacityBytes most bytes of all blobs together, at least 1
   * @param quotaBytes most bytes of the blobs one account brought, at least 1; each counts for at
   *     least 4 KiB
   * @param leastFunds base units an account must have in the market, as balance or bond, to hand
   *     blobs over
   * @param uploadGrace how long a blob is kept that no job names, at most 30 days
   * @param resultGrace how long a blob is kept after the last job that named it, at most 1 year
   */
  public record Config(
      Path directory,
      Optional<S3Place> bucket,
      long capacityBytes,
      long quotaBytes,
      Amount leastFunds,
      Duration uploadGrace,
      Duration resultGrace) {
    /** 4 GiB. */
    public static final long DEFAULT_CAPACITY_BYTES = 4L << 30;

    /** 1 GiB. */
    public static final long DEFAULT_QUOTA_BYTES = 1L << 30;

    /** A hundredth of a token of six decimals. */
    public static final Amount DEFAULT_LEAST_FUNDS = Amount.of(10_000);

    /** Time enough to post the job. */
    public static final Duration DEFAULT_UPLOAD_GRACE = Duration.ofHours(1);

    /** Time enough to fetch the result. */
    public static final Duration DEFAULT_RESULT_GRACE = Duration.ofDays(7);

    public Config {
      require(capacityBytes >= 1, "a blob store holds at least 1 byte");
      require(quotaBytes >= 1, "an account's quota of blobs is at least 1 byte");
      requireWithin(
          uploadGrace, Duration.ofDays(30), "a blob that no job names is kept 0..30 days");
      requireWithin(
          resultGrace, Duration.ofDays(366), "a job's blobs are kept 0..366 days after it");
    }

    /** In that directory, with the defaults. */
    public static Config in(Path directory) {
      return new Config(
          directory,
          Optional.empty(),
          DEFAULT_CAPACITY_BYTES,
          DEFAULT_QUOTA_BYTES,
          DEFAULT_LEAST_FUNDS,
          DEFAULT_UPLOAD_GRACE,
          DEFAULT_RESULT_GRACE);
    }

    BlobLedger.Room room() {
      return new BlobLedger.Room(capacityBytes, quotaBytes);
    }

    private static void requireWithin(Duration time, Duration most, String rule) {
      require(!time.isNegative() && time.compareTo(most) <= 0, rule);
    }

    private static void require(boolean holds, String rule) {
      if (!holds) {
        throw new IllegalArgumentException(rule);
      }
    }
  }

  /** Whether a blob is to be had. */
  public enum Presence {
    /** It is here. */
    HERE,
    /** Neither here nor at any peer that answers. */
    ABSENT,
    /** The node cannot look for it now; it may later. */
    BUSY
  }

  private BlobStore(
      Config config,
      BlobBackend backend,
      BlobLedger ledger,
      List<MarketClient> peers,
      UploadRules rules,
      Clock clock) {
    this.config = config;
    this.backend = backend;
    this.ledger = ledger;
    this.rules = rules;
    this.clock = clock;
    this.spool = new BlobSpool(config.directory().resolve("incoming"));
    this.collector =
        new Collector(ledger, backend, pins, locks, config.uploadGrace(), counts, clock);
    var sources = peers.stream().map(peer -> new BlobPeer(peer, clock)).toList();
    this.fetches = new PeerFetches(sources, spool, this::keepOfPeer, clock);
  }

  /**
   * Opens the store, or begins one. What is there although a new journal knows nothing of it is
   * taken in.
   *
   * @param peers nodes asked for what is missing
   * @param rules who may hand blobs over
   * @throws UncheckedIOException if the place where blobs rest cannot be used
   */
  public static BlobStore open(
      Config config, Journal journal, List<MarketClient> peers, UploadRules rules, Clock clock) {
    try {
      return over(backend(config, clock), config, journal, peers, rules, clock);
    } catch (IOException e) {
      throw new UncheckedIOException("the blob store cannot be used: " + e.getMessage(), e);
    }
  }

  /** Opens the store whose blobs rest there. */
  static BlobStore over(
      BlobBackend backend,
      Config config,
      Journal journal,
      List<MarketClient> peers,
      UploadRules rules,
      Clock clock)
      throws IOException {
    var ledger = new BlobLedger(journal, backend.id());
    var store = new BlobStore(config, backend, ledger, peers, rules, clock);
    store.adopt();
    return store;
  }

  private static BlobBackend backend(Config config, Clock clock) throws IOException {
    if (config.bucket().isEmpty()) {
      return DiskBlobs.open(config.directory());
    }
    var bucket = config.bucket().get();
    return S3Blobs.open(bucket, S3Credentials.of(bucket, System.getenv()), clock);
  }

  /**
   * Begins to keep what jobs need, and to let go of what none needs.
   *
   * @throws IllegalStateException if it has begun
   */
  public void follow(LiveMarket market) {
    if (keeper != null) {
      throw new IllegalStateException("the blob store follows a market already");
    }
    keeper =
        new BlobKeeper(market, this, pins, ledger, collector, config.resultGrace(), counts, clock);
    keeper.start();
  }

  /** The size in bytes of a blob this node has itself. */
  public OptionalLong sizeBytes(Hash digest) throws IOException {
    return backend.sizeBytes(digest);
  }

  /** Sees to it that a blob is here if a peer has it. */
  public Presence bring(Hash digest) throws IOException {
    if (sizeBytes(digest).isPresent()) {
      return Presence.HERE;
    }
    return switch (fetches.fetch(digest)) {
      case FETCHED -> Presence.HERE;
      case ABSENT -> Presence.ABSENT;
      case BUSY -> Presence.BUSY;
    };
  }

  /**
   * Part of a blob this node has itself; the caller closes the stream, and reads it at no less than
   * 64 KiB a second.
   *
   * @param fromByte first byte, 0 up to the blob's size
   * @param sizeBytes how many; not beyond the blob's end
   */
  public Optional<InputStream> open(Hash digest, long fromByte, long sizeBytes) throws IOException {
    return backend
        .open(digest, fromByte, sizeBytes)
        .map(bytes -> new PacedStream(bytes, sizeBytes));
  }

  /**
   * Takes a blob that an account hands over.
   *
   * @param sizeBytes how many bytes are announced, at most {@link WireLimits#MAX_BLOB_BYTES}
   * @param bytes read only if the blob may come and is not here already
   * @throws IOException if the stream breaks, too
   */
  public Upload receive(
      UploadAuthorization authorization, Hash digest, long sizeBytes, InputStream bytes)
      throws IOException {
    var upload = judge(authorization, digest, sizeBytes, bytes);
    counts.count(
        switch (upload) {
          case Kept() -> BlobCounts.Event.UPLOADED;
          case Refused _ -> BlobCounts.Event.REFUSED;
        });
    return upload;
  }

  /** Keeps a blob that this node made, on nobody's quota; false if there is no room. */
  public boolean make(byte[] bytes) throws IOException {
    var made = spool.receive(new ByteArrayInputStream(bytes), bytes.length).orElseThrow();
    try (made) {
      return isKept(keep(made, Optional.empty()));
    }
  }

  private Upload judge(
      UploadAuthorization authorization, Hash digest, long sizeBytes, InputStream bytes)
      throws IOException {
    var objection = rules.objection(authorization, digest, sizeBytes, config.leastFunds());
    if (objection.isPresent()) {
      return objection.get();
    }
    var account = authorization.account();
    if (sizeBytes(digest).isPresent() && ledger.touch(digest, clock.instant(), until(digest))) {
      return new Kept();
    }
    if (!ledger.hasQuota(account, sizeBytes, config.room())) {
      return overQuota(account);
    }
    try (var slot = slots.take(account).orElse(null)) {
      return slot == null
          ? new Refused(Why.BUSY, "too many uploads at once; try again")
          : receive(account, digest, sizeBytes, bytes);
    }
  }

  /** Has jobs looked at again: they may name other blobs than before. */
  public void look(Collection<Hash> jobs) {
    if (keeper != null) {
      keeper.look(jobs);
    }
  }

  /** Throws unless blobs can be taken in and handed out now. */
  public void check() throws IOException {
    FreeDisk.check(config.directory());
    backend.check();
  }

  /** Tells how many bytes there are and what happens to blobs. */
  public void measure(Metrics metrics) {
    metrics.gauge("souk_blob_bytes", "Bytes that all blobs are charged for.", this::usedBytes);
    metrics.gauge(
        "souk_blob_capacity_bytes", "Most bytes of all blobs together.", config::capacityBytes);
    metrics.counts(
        "souk_blob_events_total",
        "Blobs uploaded, refused, fetched from peers and collected; rounds of housekeeping.",
        "event",
        counts::all);
  }

  /** How often the housekeeping went round. */
  long rounds() {
    return counts.of(BlobCounts.Event.ROUND);
  }

  /** What all blobs together are charged for, in bytes. */
  public long usedBytes() {
    return ledger.usedBytes();
  }

  @Override
  public void close() {
    if (keeper != null) {
      keeper.close();
    }
    backend.close();
  }

  private Upload receive(Address account, Hash digest, long sizeBytes, InputStream bytes)
      throws IOException {
    var received = spool.receive(new PacedStream(bytes, sizeBytes), sizeBytes);
    if (received.isEmpty()) {
      return new Refused(
          Why.OTHER_BYTES, "there are more than the %d bytes announced".formatted(sizeBytes));
    }
    try (var blob = received.get()) {
      return blob.digest().equals(digest) && blob.sizeBytes() == sizeBytes
          ? answer(keep(blob, Optional.of(account)), account)
          : new Refused(
              Why.OTHER_BYTES,
              "these are not the %d bytes of %s".formatted(sizeBytes, Cid.text(digest)));
    }
  }

  private Upload answer(BlobLedger.Admission admission, Address account) {
    return switch (admission) {
      case EXPECTED, HERE -> new Kept();
      case OVER_QUOTA -> overQuota(account);
      case NO_ROOM -> new Refused(Why.NO_ROOM, "this node's store is full; use another node");
      case GOING -> new Refused(Why.BUSY, "the blob is being removed; try again in a minute");
    };
  }

  private Refused overQuota(Address account) {
    return new Refused(
        Why.OVER_QUOTA,
        "%s has used up its %d bytes; wait until earlier blobs have gone, or use another node"
            .formatted(account, config.quotaBytes()));
  }

  private boolean keepOfPeer(SpooledBlob blob) throws IOException {
    var isKept = isKept(keep(blob, Optional.empty()));
    if (isKept) {
      counts.count(BlobCounts.Event.FETCHED);
    }
    return isKept;
  }

  private static boolean isKept(BlobLedger.Admission admission) {
    return switch (admission) {
      case EXPECTED, HERE -> true;
      case OVER_QUOTA, NO_ROOM, GOING -> false;
    };
  }

  private BlobLedger.Admission keep(SpooledBlob blob, Optional<Address> account)
      throws IOException {
    var admission = place(blob, account);
    if (admission == BlobLedger.Admission.NO_ROOM && makeRoom(blob.sizeBytes())) {
      admission = place(blob, account);
    }
    if (keeper != null) {
      keeper.arrived(blob.digest());
    }
    return admission;
  }

  private BlobLedger.Admission place(SpooledBlob blob, Optional<Address> account)
      throws IOException {
    var digest = blob.digest();
    var lock = locks.of(digest);
    lock.lock();
    try {
      var admission =
          ledger.begin(
              digest, blob.sizeBytes(), account, config.room(), clock.instant(), until(digest));
      switch (admission) {
        case EXPECTED, HERE -> put(blob);
        case OVER_QUOTA, NO_ROOM, GOING -> {}
      }
      return admission;
    } finally {
      lock.unlock();
    }
  }

  private void put(SpooledBlob blob) throws IOException {
    try {
      if (backend.sizeBytes(blob.digest()).isEmpty()) {
        backend.put(blob);
      }
      ledger.arrived(blob.digest());
    } catch (IOException e) {
      ledger.giveUp(blob.digest());
      throw e;
    }
  }

  private boolean makeRoom(long sizeBytes) throws IOException {
    return keeper != null
        && keeper.isReady()
        && collector.makeRoom(
            Math.max(sizeBytes, BlobLedger.LEAST_CHARGE_BYTES), config.capacityBytes());
  }

  private Optional<Instant> until(Hash digest) {
    return pins.holds(digest)
        ? Optional.empty()
        : Optional.of(clock.instant().plus(config.uploadGrace()));
  }

  private void adopt() throws IOException {
    if (!ledger.isEmpty()) {
      return;
    }
    var found = new ArrayList<BlobBackend.Found>();
    backend.list(
        blob -> {
          found.add(blob);
          if (found.size() == ADOPTED_AT_ONCE) {
            adopt(found);
          }
        });
    adopt(found);
  }

  private void adopt(List<BlobBackend.Found> found) {
    var now = clock.instant();
    ledger.adopt(found, now, now.plus(config.resultGrace()));
    found.clear();
  }
}
