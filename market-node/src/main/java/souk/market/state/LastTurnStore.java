package souk.market.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.client.api.JobTurn;
import souk.client.api.Json;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Row;
import souk.settlement.journal.Schema;

/** Turns in the journal, by their jobs: replicas of the node share them. Thread-safe. */
final class LastTurnStore {
  private static final Schema SCHEMA =
      new Schema(
          "market-node.last-turns",
          List.of(
              """
              create table last_job_turn (
                job_id text primary key, turn_hash text not null, consumer text not null,
                kept bigint not null, settled integer not null, turn bytea not null)
              """,
              "create index last_job_turn_kept on last_job_turn (kept)",
              "create index last_job_turn_consumer on last_job_turn (consumer, kept)",
              "create index last_job_turn_settled on last_job_turn (settled)"));

  private final Journal journal;

  /**
   * A turn whose job is not known to have been settled with it.
   *
   * @param turnHash its turn hash
   */
  record Unsettled(Hash jobId, Hash turnHash) {}

  LastTurnStore(Journal journal) {
    this.journal = journal;
    journal.migrate(SCHEMA);
  }

  /**
   * Keeps a turn; of the consumer's the newest.
   *
   * @param most how many of the consumer's
   */
  void keep(JobTurn turn, Hash turnHash, Address consumer, Instant now, int most) {
    journal.transact(
        open -> {
          open.update("delete from last_job_turn where job_id = ?", turn.jobId());
          open.update(
              """
              insert into last_job_turn (job_id, turn_hash, consumer, kept, settled, turn)
              values (?, ?, ?, ?, 0, ?)
              """,
              turn.jobId(),
              turnHash,
              consumer,
              now.getEpochSecond(),
              Json.write(turn));
          open.update(
              """
              delete from last_job_turn where consumer = ? and job_id not in (
                select job_id from last_job_turn where consumer = ?
                order by kept desc, job_id limit ?)
              """,
              consumer,
              consumer,
              most);
        });
  }

  Optional<JobTurn> turn(Hash jobId) {
    return journal.compute(
        open ->
            open.first(
                "select turn from last_job_turn where job_id = ?", LastTurnStore::turn, jobId));
  }

  /** The jobs whose turns are here, those that came last at the end. */
  List<Hash> all() {
    return journal.compute(
        open ->
            open.query(
                "select job_id from last_job_turn order by kept, job_id",
                row -> row.hash("job_id")));
  }

  /** Turns whose jobs are not known to have been settled with them. */
  List<Unsettled> unsettled() {
    return journal.compute(
        open ->
            open.query(
                "select job_id, turn_hash from last_job_turn where settled = 0",
                row -> new Unsettled(row.hash("job_id"), row.hash("turn_hash"))));
  }

  private static JobTurn turn(Row row) {
    return Json.read(row.bytes("turn"), JobTurn.class);
  }

  /** The job was settled with its turn. */
  void settle(Hash jobId) {
    journal.transact(
        open -> open.update("update last_job_turn set settled = 1 where job_id = ?", jobId));
  }

  /** Lets go of what was brought before that. */
  void forgetBefore(Instant time) {
    journal.transact(
        open -> open.update("delete from last_job_turn where kept < ?", time.getEpochSecond()));
  }

  void forget(Hash jobId) {
    journal.transact(open -> open.update("delete from last_job_turn where job_id = ?", jobId));
  }

  /** Number of all turns. */
  long count() {
    return journal.compute(
        open ->
            open.first("select count(*) as many from last_job_turn", row -> row.number("many"))
                .orElse(0L));
  }
}
