package souk.market.blob;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Row;
import souk.settlement.journal.Schema;
import souk.settlement.journal.Session;

/**
 * What the journal knows of the blobs in one place: whose they are, and until when they are kept. A
 * blob's row is written before its bytes and goes after them, so no crash leaves bytes that nobody
 * knows of.
 *
 * <pre>
 *   (nothing) --begin--> coming --arrived--> here --leave--> going --gone--> (nothing)
 * </pre>
 */
final class BlobLedger {
  /** Least room a blob is charged for: what its file takes. */
  static final long LEAST_CHARGE_BYTES = 4096;

  private static final String NOBODY = "";
  private static final Schema SCHEMA =
      new Schema(
          "market-node.blobs",
          List.of(
              """
              create table blob (
                store text not null,
                digest text not null,
                state text not null,
                charged_bytes bigint not null,
                account text not null,
                stored_at bigint not null,
                kept_until bigint,
                primary key (store, digest)
              )\
              """,
              "create index blob_by_end on blob (store, kept_until)",
              "create index blob_moving on blob (store, stored_at) where state <> 'here'",
              """
              create table blob_use (
                store text not null,
                account text not null,
                used_bytes bigint not null,
                primary key (store, account)
              )\
              """));

  private final Journal journal;
  private final String store;

  /** Whether a blob may come. */
  enum Admission {
    /** It may: put its bytes, then say that it arrived. */
    EXPECTED,
    /** It is here already, and kept for as long as if it came now. */
    HERE,
    /** Its account has no room left. */
    OVER_QUOTA,
    /** Nobody has room left. */
    NO_ROOM,
    /** It is being removed at this moment. */
    GOING
  }

  /**
   * How much room there is.
   *
   * @param capacityBytes for all blobs together
   * @param quotaBytes for those of one account
   */
  record Room(long capacityBytes, long quotaBytes) {}

  /**
   * A blob that may go.
   *
   * @param storedAt when it was handed over last, Unix seconds
   * @param keptUntil until when it was to be kept, Unix seconds
   */
  record Leaving(Hash digest, long chargedBytes, long storedAt, long keptUntil) {}

  /**
   * @param store the place the blobs are in, {@link BlobBackend#id}
   */
  BlobLedger(Journal journal, String store) {
    this.journal = journal;
    this.store = store;
    journal.migrate(SCHEMA);
  }

  /**
   * Lets a blob come.
   *
   * @param account on whose quota; empty for none
   * @param until how long it is kept at least; empty for as long as a job names it
   */
  Admission begin(
      Hash digest,
      long sizeBytes,
      Optional<Address> account,
      Room room,
      Instant now,
      Optional<Instant> until) {
    return journal.compute(
        session ->
            switch (state(session, digest)) {
              case "here" -> touched(session, digest, now, until, Admission.HERE);
              case "coming" -> touched(session, digest, now, until, Admission.EXPECTED);
              case "going" -> Admission.GOING;
              default -> expect(session, digest, sizeBytes, account, room, now, until);
            });
  }

  /** The bytes are in their place. */
  void arrived(Hash digest) {
    journal.transact(
        session ->
            session.update(
                "update blob set state = 'here' where store = ? and digest = ?"
                    + " and state = 'coming'",
                store,
                digest));
  }

  /**
   * Keeps a blob that is here for as long as if it came now.
   *
   * @return false if it is not here
   */
  boolean touch(Hash digest, Instant now, Optional<Instant> until) {
    return journal.compute(
        session -> {
          var isHere = state(session, digest).equals("here");
          if (isHere) {
            touch(session, digest, now, until);
          }
          return isHere;
        });
  }

  /** Whether nothing is known of any blob: the journal or the place is new. */
  boolean isEmpty() {
    return journal.compute(
        session ->
            session
                .first(
                    "select 1 as one from blob where store = ? limit 1",
                    row -> row.number("one"),
                    store)
                .isEmpty());
  }

  /** Takes in blobs that are in the place; no effect on those known. */
  void adopt(Collection<BlobBackend.Found> found, Instant now, Instant until) {
    var end = Optional.of(until);
    journal.transact(
        session ->
            found.forEach(
                it -> insert(session, it.digest(), "here", it.sizeBytes(), NOBODY, now, end)));
  }

  /** Keeps blobs until they are released. */
  void pin(Collection<Hash> digests) {
    if (digests.isEmpty()) {
      return;
    }
    journal.transact(
        session ->
            digests.forEach(
                digest ->
                    session.update(
                        "update blob set kept_until = null where store = ? and digest = ?",
                        store,
                        digest)));
  }

  /** Keeps pinned blobs until that time only. */
  void release(Collection<Hash> digests, Instant until) {
    if (digests.isEmpty()) {
      return;
    }
    journal.transact(
        session ->
            digests.forEach(
                digest ->
                    session.update(
                        "update blob set kept_until = ? where store = ? and digest = ?"
                            + " and kept_until is null",
                        until.getEpochSecond(),
                        store,
                        digest)));
  }

  /** The blobs that are pinned. */
  List<Hash> pinned() {
    return journal.compute(
        session ->
            session.query(
                "select digest from blob where store = ? and kept_until is null",
                row -> row.hash("digest"),
                store));
  }

  /** Blobs whose time is over, those first that are so for longest. */
  List<Leaving> due(Instant now, int atMost) {
    return leaving("kept_until <= ?", now, atMost);
  }

  /**
   * Blobs that may go when room is needed, the oldest first: not pinned, and not handed over by an
   * account since that time.
   */
  List<Leaving> spare(Instant since, int atMost) {
    return leaving("(stored_at <= ? or account = '')", since, atMost);
  }

  /** Blobs that have been on their way in or out since then: whoever moved them died. */
  List<Hash> interrupted(Instant comingSince, Instant goingSince) {
    return journal.compute(
        session ->
            session.query(
                "select digest from blob where store = ? and state <> 'here'"
                    + " and (state = 'coming' and stored_at <= ?"
                    + " or state = 'going' and stored_at <= ?)",
                row -> row.hash("digest"),
                store,
                comingSince.getEpochSecond(),
                goingSince.getEpochSecond()));
  }

  /** Begins to remove a blob, unless it was handed over again or pinned since it was listed. */
  boolean leave(Leaving blob, Instant now) {
    return journal.compute(
        session ->
            session.update(
                    "update blob set state = 'going', stored_at = ? where store = ? and digest = ?"
                        + " and state = 'here' and stored_at = ? and kept_until = ?",
                    now.getEpochSecond(),
                    store,
                    blob.digest(),
                    blob.storedAt(),
                    blob.keptUntil())
                > 0);
  }

  /** Begins to remove a blob that was interrupted on its way. */
  void giveUp(Hash digest) {
    journal.transact(
        session ->
            session.update(
                "update blob set state = 'going' where store = ? and digest = ?"
                    + " and state = 'coming'",
                store,
                digest));
  }

  /** The bytes are gone. */
  void gone(Hash digest) {
    journal.transact(
        session -> {
          var row =
              session.first(
                  "select account, charged_bytes from blob where store = ? and digest = ?",
                  it -> new Charge(it.text("account"), it.number("charged_bytes")),
                  store,
                  digest);
          row.ifPresent(charge -> charge(session, charge.account(), -charge.bytes()));
          session.update("delete from blob where store = ? and digest = ?", store, digest);
        });
  }

  /** Whether so many bytes more would fit that account's quota. */
  boolean hasQuota(Address account, long sizeBytes, Room room) {
    return journal.compute(
        session -> used(session, account.toString()) + charged(sizeBytes) <= room.quotaBytes());
  }

  /** What all blobs together are charged for, in bytes. */
  long usedBytes() {
    return journal.compute(this::used);
  }

  private Admission expect(
      Session session,
      Hash digest,
      long sizeBytes,
      Optional<Address> account,
      Room room,
      Instant now,
      Optional<Instant> until) {
    var owner = account.map(Address::toString).orElse(NOBODY);
    var charge = charged(sizeBytes);
    if (account.isPresent() && used(session, owner) + charge > room.quotaBytes()) {
      return Admission.OVER_QUOTA;
    }
    if (used(session) + charge > room.capacityBytes()) {
      return Admission.NO_ROOM;
    }
    insert(session, digest, "coming", sizeBytes, owner, now, until);
    return Admission.EXPECTED;
  }

  private void insert(
      Session session,
      Hash digest,
      String state,
      long sizeBytes,
      String owner,
      Instant now,
      Optional<Instant> until) {
    var inserted =
        session.update(
            "insert into blob (store, digest, state, charged_bytes, account, stored_at, kept_until)"
                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
            store,
            digest,
            state,
            charged(sizeBytes),
            owner,
            now.getEpochSecond(),
            until.map(Instant::getEpochSecond).orElse(null));
    if (inserted > 0) {
      charge(session, owner, charged(sizeBytes));
    }
  }

  private Admission touched(
      Session session, Hash digest, Instant now, Optional<Instant> until, Admission answer) {
    touch(session, digest, now, until);
    return answer;
  }

  private void touch(Session session, Hash digest, Instant now, Optional<Instant> until) {
    session.update(
        "update blob set stored_at = ? where store = ? and digest = ?",
        now.getEpochSecond(),
        store,
        digest);
    until.ifPresent(
        end ->
            session.update(
                "update blob set kept_until = ? where store = ? and digest = ?"
                    + " and kept_until < ?",
                end.getEpochSecond(),
                store,
                digest,
                end.getEpochSecond()));
  }

  private List<Leaving> leaving(String condition, Instant time, int atMost) {
    return journal.compute(
        session ->
            session.query(
                "select digest, charged_bytes, stored_at, kept_until from blob where store = ?"
                    + " and state = 'here' and kept_until is not null and "
                    + condition
                    + " order by kept_until limit "
                    + atMost,
                BlobLedger::leaving,
                store,
                time.getEpochSecond()));
  }

  private static Leaving leaving(Row row) {
    return new Leaving(
        row.hash("digest"),
        row.number("charged_bytes"),
        row.number("stored_at"),
        row.number("kept_until"));
  }

  private String state(Session session, Hash digest) {
    return session
        .first(
            "select state from blob where store = ? and digest = ?",
            row -> row.text("state"),
            store,
            digest)
        .orElse("");
  }

  private void charge(Session session, String account, long bytes) {
    session.update(
        "insert into blob_use (store, account, used_bytes) values (?, ?, ?)"
            + " on conflict (store, account)"
            + " do update set used_bytes = blob_use.used_bytes + excluded.used_bytes",
        store,
        account,
        bytes);
    session.update(
        "delete from blob_use where store = ? and account = ? and used_bytes = 0", store, account);
  }

  private long used(Session session, String account) {
    return session
        .first(
            "select used_bytes from blob_use where store = ? and account = ?",
            row -> row.number("used_bytes"),
            store,
            account)
        .orElse(0L);
  }

  private long used(Session session) {
    return session
        .first(
            "select coalesce(sum(used_bytes), 0) as used_bytes from blob_use where store = ?",
            row -> row.number("used_bytes"),
            store)
        .orElse(0L);
  }

  private static long charged(long sizeBytes) {
    return Math.max(sizeBytes, LEAST_CHARGE_BYTES);
  }

  private record Charge(String account, long bytes) {}
}
