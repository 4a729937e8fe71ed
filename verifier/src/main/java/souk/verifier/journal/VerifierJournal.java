package souk.verifier.journal;

import java.util.List;
import java.util.Optional;
import souk.protocol.evidence.Result;
import souk.protocol.value.Hash;
import souk.settlement.journal.Journal;
import souk.settlement.journal.ResultColumns;
import souk.settlement.journal.Row;
import souk.settlement.journal.Schema;
import souk.settlement.journal.Session;

/** A verifier's tables. What a method has written is on disk when it returns. Thread-safe. */
public final class VerifierJournal {
  private static final Schema SCHEMA =
      new Schema(
          "verifier",
          List.of(
              """
              create table duty (
                job_id text not null, attempt integer not null, round integer not null,
                result_root text, salt text, over integer not null,
                primary key (job_id, attempt, round))
              """,
              "drop table duty",
              """
              create table duty (
                job_id text not null, attempt integer not null, claim_id text not null,
                seat integer not null, salt text, over integer not null,
                primary key (job_id, attempt, claim_id, seat))
              """,
              """
              create table result (
                job_id text primary key,
                output_digest text not null, output_chunks text not null,
                exit_status bigint not null, fuel_used bigint not null,
                effects text not null, trace text not null)
              """));

  private static final String ONE =
      " where duty.job_id = ? and attempt = ? and claim_id = ? and seat = ?";

  private final Journal journal;

  private VerifierJournal(Journal journal) {
    this.journal = journal;
  }

  /** The verifier's tables in that journal, made if missing. */
  public static VerifierJournal in(Journal journal) {
    journal.migrate(SCHEMA);
    return new VerifierJournal(journal);
  }

  /** Whether that journal has them. */
  public static boolean isIn(Journal journal) {
    return journal.has(SCHEMA);
  }

  /** The tables of a journal they are in that was opened to look into it. */
  public static VerifierJournal lookInto(Journal journal) {
    return new VerifierJournal(journal);
  }

  /** Takes up a duty, known or not, ended or not. */
  public void begin(DutyId id) {
    journal.transact(open -> begin(open, id));
  }

  /** Duties that have not come to an end. */
  public List<DutyId> unfinished() {
    return journal.compute(
        open ->
            open.query(
                """
                select job_id, attempt, claim_id, seat from duty where over = 0
                order by job_id, attempt, claim_id, seat
                """,
                VerifierJournal::duty));
  }

  /** The answer of a duty; empty until it is known. */
  public Optional<Answer> answer(DutyId id) {
    return journal.compute(
        open ->
            open.first(
                "select * from duty join result on result.job_id = duty.job_id"
                    + ONE
                    + " and salt is not null",
                row -> new Answer(ResultColumns.read(row), row.hash("salt")),
                id.jobId(),
                id.attempt(),
                claim(id),
                id.seat()));
  }

  /** What a run of this job gave before, whatever it was for: a job's result is one. */
  public Optional<Result> result(Hash jobId) {
    return journal.compute(
        open -> open.first("select * from result where job_id = ?", ResultColumns::read, jobId));
  }

  /** Writes down what a run of this job gave. The first one stays. */
  public void keep(Hash jobId, Result result) {
    journal.transact(open -> keep(open, jobId, result));
  }

  /** Writes an answer down. The first one stays: there may be a commitment to it. */
  public void answered(DutyId id, Answer answer) {
    journal.transact(
        open -> {
          begin(open, id);
          keep(open, id.jobId(), answer.result());
          open.update(
              "update duty set salt = ?" + ONE + " and salt is null",
              answer.salt(),
              id.jobId(),
              id.attempt(),
              claim(id),
              id.seat());
        });
  }

  /** The duty is over. */
  public void end(DutyId id) {
    journal.transact(
        open ->
            open.update(
                "update duty set over = 1" + ONE, id.jobId(), id.attempt(), claim(id), id.seat()));
  }

  private static void begin(Session open, DutyId id) {
    open.update(
        """
        insert into duty (job_id, attempt, claim_id, seat, over) values (?, ?, ?, ?, 0)
        on conflict (job_id, attempt, claim_id, seat) do update set over = 0
        """,
        id.jobId(),
        id.attempt(),
        claim(id),
        id.seat());
  }

  private static void keep(Session open, Hash jobId, Result result) {
    open.update(
        """
        insert into result (job_id, output_digest, output_chunks, exit_status, fuel_used,
          effects, trace)
        values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
        """,
        jobId,
        result.outputDigest(),
        result.outputChunks(),
        result.exitStatus().code(),
        result.fuelUsed().units(),
        result.effects(),
        ResultColumns.trace(result));
  }

  /** The claim a duty is about; zero in an audit. */
  private static Hash claim(DutyId id) {
    return switch (id) {
      case DutyId.Audit _ -> Hash.ZERO;
      case DutyId.Vote vote -> vote.claimId();
    };
  }

  private static DutyId duty(Row row) {
    var jobId = row.hash("job_id");
    var attempt = (int) row.number("attempt");
    var claimId = row.hash("claim_id");
    var seat = (int) row.number("seat");
    return claimId.isZero()
        ? new DutyId.Audit(jobId, attempt, seat)
        : new DutyId.Vote(jobId, attempt, claimId, seat);
  }
}
