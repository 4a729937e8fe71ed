package souk.verifier.journal;

import java.util.List;
import java.util.Optional;
import souk.protocol.value.Hash;
import souk.settlement.journal.Journal;
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
              """));

  private static final String ONE = " where job_id = ? and attempt = ? and round = ?";

  private final Journal journal;

  private VerifierJournal(Journal journal) {
    this.journal = journal;
  }

  /** The verifier's tables in that journal, made if missing. */
  public static VerifierJournal in(Journal journal) {
    journal.migrate(SCHEMA);
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
                select job_id, attempt, round from duty where over = 0
                order by job_id, attempt, round
                """,
                row ->
                    new DutyId(
                        row.hash("job_id"),
                        (int) row.number("attempt"),
                        (int) row.number("round"))));
  }

  /** The answer of a duty; empty until it is known. */
  public Optional<Answer> answer(DutyId id) {
    return journal.compute(
        open ->
            open.first(
                "select result_root, salt from duty" + ONE + " and result_root is not null",
                row -> new Answer(row.hash("result_root"), row.hash("salt")),
                id.jobId(),
                id.attempt(),
                id.round()));
  }

  /** What a run of this job gave before, whichever attempt it was for: a job's result is one. */
  public Optional<Hash> resultRoot(Hash jobId) {
    return journal.compute(
        open ->
            open.first(
                "select result_root from duty where job_id = ? and result_root is not null",
                row -> row.hash("result_root"),
                jobId));
  }

  /** Writes an answer down. The first one stays: there may be a commitment to it. */
  public void answered(DutyId id, Answer answer) {
    journal.transact(
        open -> {
          begin(open, id);
          open.update(
              "update duty set result_root = ?, salt = ?" + ONE + " and result_root is null",
              answer.resultRoot(),
              answer.salt(),
              id.jobId(),
              id.attempt(),
              id.round());
        });
  }

  /** The duty is over. */
  public void end(DutyId id) {
    journal.transact(
        open ->
            open.update("update duty set over = 1" + ONE, id.jobId(), id.attempt(), id.round()));
  }

  private static void begin(Session open, DutyId id) {
    open.update(
        """
        insert into duty (job_id, attempt, round, over) values (?, ?, ?, 0)
        on conflict (job_id, attempt, round) do update set over = 0
        """,
        id.jobId(),
        id.attempt(),
        id.round());
  }
}
