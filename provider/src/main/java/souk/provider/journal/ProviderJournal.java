package souk.provider.journal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import souk.client.api.Json;
import souk.client.api.SignedAcceptance;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.journal.Journal;
import souk.settlement.journal.ResultColumns;
import souk.settlement.journal.Row;
import souk.settlement.journal.Schema;
import souk.settlement.journal.Session;

/** A provider's tables. What a method has written is on disk when it returns. Thread-safe. */
public final class ProviderJournal {
  private static final Schema SCHEMA =
      new Schema(
          "provider",
          List.of(
              """
              create table attempt (
                job_id text not null, attempt integer not null,
                promise bytea, over integer not null,
                primary key (job_id, attempt))
              """,
              """
              create table opening (
                job_id text not null, attempt integer not null,
                output_digest text not null, output_chunks text not null,
                exit_status bigint not null, fuel_used bigint not null,
                effects text not null, trace text not null,
                salt text not null, output bytea,
                primary key (job_id, attempt))
              """,
              "create table slot_nonce (newest bigint not null)",
              "create table earning (job_id text primary key, amount text not null)",
              "drop table slot_nonce",
              "alter table earning add column audited integer not null default 0"));

  // Values of attempt.over.
  private static final int UNFINISHED = 0;
  private static final int OVER = 1;
  private static final int HANDED_ON = 2;

  private final Journal journal;

  private ProviderJournal(Journal journal) {
    this.journal = journal;
  }

  /** The provider's tables in that journal, made if missing. */
  public static ProviderJournal in(Journal journal) {
    journal.migrate(SCHEMA);
    return new ProviderJournal(journal);
  }

  /** Whether a provider of this version ever used that journal. */
  public static boolean isIn(Journal journal) {
    return journal.has(SCHEMA);
  }

  /** The tables of a journal they are in that was opened to look into it. */
  public static ProviderJournal lookInto(Journal journal) {
    return new ProviderJournal(journal);
  }

  /** What is known of an attempt; empty if it was never heard of. */
  public Optional<Attempt> attempt(AttemptId id) {
    return journal.compute(
        open ->
            open.first(
                "select over from attempt where job_id = ? and attempt = ?",
                _ -> new Attempt(id, promise(open, id), opening(open, id)),
                id.jobId(),
                id.attempt()));
  }

  /** Attempts that have not come to an end. */
  public List<AttemptId> unfinished() {
    return attempts(UNFINISHED);
  }

  /** Attempts that are over, and whose turns are paid when their jobs come to an end. */
  public List<AttemptId> handedOn() {
    return attempts(HANDED_ON);
  }

  private List<AttemptId> attempts(int over) {
    return journal.compute(
        open ->
            open.query(
                "select job_id, attempt from attempt where over = ? order by job_id, attempt",
                row -> new AttemptId(row.hash("job_id"), (int) row.number("attempt")),
                over));
  }

  /** Writes down a signed acceptance, in place of an older one that can no longer land. */
  public void promise(SignedAcceptance signed) {
    var id = new AttemptId(signed.acceptance().jobId(), signed.acceptance().attempt());
    journal.transact(
        open -> {
          begin(open, id);
          open.update(
              "update attempt set promise = ? where job_id = ? and attempt = ?",
              Json.write(signed),
              id.jobId(),
              id.attempt());
        });
  }

  /** Takes up an attempt that the chain says is ours, known or not, ended or not. */
  public void adopt(AttemptId id) {
    journal.transact(open -> begin(open, id));
  }

  /**
   * Writes down what the attempt will commit to. The first opening stays: there may be a commitment
   * to it.
   */
  public void ran(AttemptId id, Opening opening, Bytes output) {
    var result = opening.result();
    journal.transact(
        open -> {
          begin(open, id);
          open.update(
              """
              insert into opening (job_id, attempt, output_digest, output_chunks, exit_status,
                fuel_used, effects, trace, salt, output)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
              """,
              id.jobId(),
              id.attempt(),
              result.outputDigest(),
              result.outputChunks(),
              result.exitStatus().code(),
              result.fuelUsed().units(),
              result.effects(),
              ResultColumns.trace(result),
              opening.salt(),
              output.toArray());
        });
  }

  /** The output of an attempt that has run; empty once it is over. */
  public Optional<Bytes> output(AttemptId id) {
    return journal.compute(
        open ->
            open.first(
                """
                select output from opening
                where job_id = ? and attempt = ? and output is not null
                """,
                row -> Bytes.of(row.bytes("output")),
                id.jobId(),
                id.attempt()));
  }

  /** The attempt is over: its output is let go. */
  public void end(AttemptId id) {
    journal.transact(
        open -> {
          setOver(open, id, OVER);
          open.update(
              "update opening set output = null where job_id = ? and attempt = ?",
              id.jobId(),
              id.attempt());
        });
  }

  /** The attempt is over, and others go on with the job behind its turns. */
  public void handOn(AttemptId id) {
    journal.transact(open -> setOver(open, id, HANDED_ON));
  }

  private static void setOver(Session open, AttemptId id, int over) {
    open.update(
        "update attempt set over = ? where job_id = ? and attempt = ?",
        over,
        id.jobId(),
        id.attempt());
  }

  /**
   * A job was settled and paid this provider. Writing it down twice counts once.
   *
   * @param audited whether it was sampled, and so has passed an audit
   */
  public void paid(Hash jobId, Amount amount, boolean audited) {
    journal.transact(
        open ->
            open.update(
                """
                insert into earning (job_id, amount, audited) values (?, ?, ?)
                on conflict (job_id)
                do update set amount = excluded.amount, audited = excluded.audited
                """,
                jobId,
                amount,
                audited ? 1 : 0));
  }

  /** Jobs that were settled and paid. */
  public long jobsPaid() {
    return count("select count(*) as many from earning");
  }

  /** Those of them that had been sampled. */
  public long auditsPassed() {
    return count("select count(*) as many from earning where audited = 1");
  }

  private long count(String query) {
    return journal.compute(open -> open.first(query, row -> row.number("many")).orElse(0L));
  }

  /** What all jobs settled so far paid. */
  public Amount earned() {
    return journal
        .compute(open -> open.query("select amount from earning", row -> row.amount("amount")))
        .stream()
        .reduce(Amount.ZERO, Amount::plus);
  }

  /** Lanes that promises of other attempts name which have not come to an end. */
  public Set<Integer> lanesBeside(AttemptId id) {
    var others =
        journal.compute(
            open ->
                open.query(
                    """
                    select promise from attempt
                    where over = 0 and promise is not null and not (job_id = ? and attempt = ?)
                    """,
                    ProviderJournal::promise,
                    id.jobId(),
                    id.attempt()));
    return others.stream()
        .map(signed -> signed.acceptance().slotNonce().lane())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void begin(Session open, AttemptId id) {
    open.update(
        """
        insert into attempt (job_id, attempt, over) values (?, ?, 0)
        on conflict (job_id, attempt) do update set over = 0
        """,
        id.jobId(),
        id.attempt());
  }

  private static Optional<SignedAcceptance> promise(Session open, AttemptId id) {
    return open.first(
        "select promise from attempt where job_id = ? and attempt = ? and promise is not null",
        ProviderJournal::promise,
        id.jobId(),
        id.attempt());
  }

  private static SignedAcceptance promise(Row row) {
    return Json.read(row.bytes("promise"), SignedAcceptance.class);
  }

  private static Optional<Opening> opening(Session open, AttemptId id) {
    return open.first(
        "select * from opening where job_id = ? and attempt = ?",
        row -> new Opening(ResultColumns.read(row), row.hash("salt")),
        id.jobId(),
        id.attempt());
  }
}
