package souk.market.state;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import souk.client.api.Json;
import souk.client.api.SignedCheckpoint;
import souk.client.api.WireLimits;
import souk.protocol.evidence.JobCheckpoint;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Row;
import souk.settlement.journal.Schema;
import souk.settlement.journal.Session;

/** Turns in the journal: replicas of the node share them. Thread-safe. */
final class StateStore {
  private static final Schema SCHEMA =
      new Schema(
          "market-node.states",
          List.of(
              """
              create table agent_state (
                job_id text not null, attempt integer not null, turns integer not null,
                provider text not null, signed bytea not null,
                size bigint not null, parcel bytea not null,
                primary key (job_id, attempt, turns))
              """));

  /**
   * Most bytes of an attempt's turns: three of the largest. One whose checkpoint is on its way to
   * the chain must be there, too, and small ones are done faster than blocks are.
   */
  private static final long ATTEMPT_BYTES = 3L * WireLimits.MAX_PARCEL_BYTES;

  private final Journal journal;
  private final long attemptBytes;

  StateStore(Journal journal) {
    this(journal, ATTEMPT_BYTES);
  }

  /**
   * @param attemptBytes most bytes of an attempt's turns, besides the one whose checkpoint is on
   *     chain; the newest stays whatever its size
   */
  StateStore(Journal journal, long attemptBytes) {
    this.journal = journal;
    this.attemptBytes = attemptBytes;
    journal.migrate(SCHEMA);
  }

  /**
   * Keeps a turn; of the attempt's earlier ones the newest that there is room for.
   *
   * @param landed turns of the attempt's checkpoint on chain, whose state stays, too
   */
  void keep(Address provider, KeptTurn turn, OptionalInt landed) {
    var checkpoint = turn.signed().checkpoint();
    journal.transact(
        open -> {
          open.update(
              """
              insert into agent_state (job_id, attempt, turns, provider, signed, size, parcel)
              values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
              """,
              checkpoint.jobId(),
              checkpoint.attempt(),
              checkpoint.turns(),
              provider,
              Json.write(turn.signed()),
              turn.parcel().size(),
              turn.parcel().toArray());
          open.update(
              """
              delete from agent_state
              where job_id = ? and attempt = ? and turns <= ? and turns <> ?
              """,
              checkpoint.jobId(),
              checkpoint.attempt(),
              newestWithoutRoom(open, checkpoint),
              landed.orElse(0));
        });
  }

  private int newestWithoutRoom(Session open, JobCheckpoint checkpoint) {
    var sizes =
        open.query(
            """
            select turns, size from agent_state where job_id = ? and attempt = ?
            order by turns desc
            """,
            row -> new Size((int) row.number("turns"), row.number("size")),
            checkpoint.jobId(),
            checkpoint.attempt());
    var used = 0L;
    for (var size : sizes) {
      used += size.bytes();
      if (used > attemptBytes && size.turns() < checkpoint.turns()) {
        return size.turns();
      }
    }
    return 0;
  }

  private record Size(int turns, long bytes) {}

  /** Turns of the newest that is kept of an attempt; 0 if there is none. */
  int newest(Hash jobId, int attempt) {
    return journal.compute(
        open ->
            open.first(
                    """
                    select turns from agent_state where job_id = ? and attempt = ?
                    order by turns desc limit 1
                    """,
                    row -> (int) row.number("turns"),
                    jobId,
                    attempt)
                .orElse(0));
  }

  /** What the provider of an attempt signed of the newest turn that is kept. */
  Optional<SignedCheckpoint> newestSigned(Hash jobId, int attempt) {
    return journal.compute(
        open ->
            open.first(
                """
                select signed from agent_state where job_id = ? and attempt = ?
                order by turns desc limit 1
                """,
                StateStore::signed,
                jobId,
                attempt));
  }

  /** The turn of that number of an attempt. */
  Optional<KeptTurn> turn(Hash jobId, int attempt, int turns) {
    return journal.compute(
        open ->
            open.first(
                """
                select signed, parcel from agent_state
                where job_id = ? and attempt = ? and turns = ?
                """,
                StateStore::turn,
                jobId,
                attempt,
                turns));
  }

  /** The turn of that number of the newest attempt that has one. */
  Optional<KeptTurn> turn(Hash jobId, int turns) {
    return journal.compute(
        open ->
            open.first(
                """
                select signed, parcel from agent_state where job_id = ? and turns = ?
                order by attempt desc limit 1
                """,
                StateStore::turn,
                jobId,
                turns));
  }

  /** Jobs that turns are kept of. */
  List<Hash> jobs() {
    return journal.compute(
        open -> open.query("select distinct job_id from agent_state", row -> row.hash("job_id")));
  }

  /** Forgets a job. */
  void forget(Hash jobId) {
    journal.transact(open -> open.update("delete from agent_state where job_id = ?", jobId));
  }

  /** Bytes of all turns. */
  long usedBytes() {
    return journal.compute(
        open -> sum(open, "select coalesce(sum(size), 0) as used from agent_state"));
  }

  /** Bytes of the turns of all other jobs that a provider brought. */
  long usedBytes(Address provider, Hash besides) {
    return journal.compute(
        open ->
            sum(
                open,
                """
                select coalesce(sum(size), 0) as used from agent_state
                where provider = ? and job_id <> ?
                """,
                provider,
                besides));
  }

  private static long sum(Session open, String query, Object... arguments) {
    return open.first(query, row -> row.number("used"), arguments).orElse(0L);
  }

  private static KeptTurn turn(Row row) {
    return new KeptTurn(signed(row), Bytes.of(row.bytes("parcel")));
  }

  private static SignedCheckpoint signed(Row row) {
    return Json.read(row.bytes("signed"), SignedCheckpoint.class);
  }
}
