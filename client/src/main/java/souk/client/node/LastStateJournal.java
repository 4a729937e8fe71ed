package souk.client.node;

import java.util.List;
import java.util.Optional;
import souk.client.api.JobTurn;
import souk.client.api.Json;
import souk.client.api.LastTurn;
import souk.client.api.WireLimits;
import souk.protocol.value.Hash;
import souk.runtime.engine.TurnObserver;
import souk.runtime.machine.Bytes;
import souk.runtime.state.Snapshot;
import souk.runtime.state.StateCodec;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Schema;
import souk.settlement.journal.Session;

/**
 * The last states of agent jobs that ran here, and the turns of jobs that had one, until the market
 * nodes have them. What a method has written is on disk when it returns. Thread-safe.
 */
public final class LastStateJournal {
  private static final Schema SCHEMA =
      new Schema(
          // As journals of providers have known it.
          "provider.last-states",
          List.of(
              """
              create table last_state (
                job_id text not null, attempt integer not null,
                last_turn bytea not null, snapshot bytea not null,
                primary key (job_id, attempt))
              """,
              """
              create table last_job_turn (
                job_id text not null, attempt integer not null, turn bytea not null,
                primary key (job_id, attempt))
              """));

  private final Journal journal;

  private LastStateJournal(Journal journal) {
    this.journal = journal;
  }

  /** The table in that journal, made if missing. */
  public static LastStateJournal in(Journal journal) {
    journal.migrate(SCHEMA);
    return new LastStateJournal(journal);
  }

  /** A try at running a job, from 0. */
  public record Attempt(Hash jobId, int number) {}

  /**
   * A state that is to be handed over.
   *
   * @param last the turn it is behind
   */
  public record Owed(Attempt id, LastTurn last) {}

  /** Writes down what a job of one turn comes to, when it does. */
  public TurnObserver keeping(Attempt id) {
    return (now, _, state) ->
        JobTurn.of(id.jobId(), now)
            .ifPresent(
                turn ->
                    keep(id, LastTurn.of(id.jobId(), now), state.snapshot(), Optional.of(turn)));
  }

  /**
   * Writes down what an attempt came to.
   *
   * @param turn what opens its result; empty if nothing does
   * @return false if the state is too large for another job
   */
  public boolean keep(Attempt id, LastTurn last, Snapshot state, Optional<JobTurn> turn) {
    var fits = StateCodec.sizeBytes(state) <= WireLimits.MAX_STATE_BYTES;
    if (fits) {
      keep(id, last, StateCodec.encode(state), turn);
    }
    return fits;
  }

  void keep(Attempt id, LastTurn last, Bytes snapshot, Optional<JobTurn> turn) {
    journal.transact(
        open -> {
          forget(open, id);
          open.update(
              "insert into last_state (job_id, attempt, last_turn, snapshot) values (?, ?, ?, ?)",
              id.jobId(),
              id.number(),
              Json.write(last),
              snapshot.toArray());
          turn.ifPresent(
              it ->
                  open.update(
                      "insert into last_job_turn (job_id, attempt, turn) values (?, ?, ?)",
                      id.jobId(),
                      id.number(),
                      Json.write(it)));
        });
  }

  /** All states that are to be handed over. */
  public List<Owed> owed() {
    return journal.compute(
        open ->
            open.query(
                "select job_id, attempt, last_turn from last_state order by job_id, attempt",
                row ->
                    new Owed(
                        new Attempt(row.hash("job_id"), (int) row.number("attempt")),
                        Json.read(row.bytes("last_turn"), LastTurn.class))));
  }

  /** The state an attempt came to. */
  public Optional<Bytes> snapshot(Attempt id) {
    return journal.compute(
        open ->
            open.first(
                "select snapshot from last_state where job_id = ? and attempt = ?",
                row -> Bytes.of(row.bytes("snapshot")),
                id.jobId(),
                id.number()));
  }

  /** The turn an attempt was, if it was one. */
  public Optional<JobTurn> turn(Attempt id) {
    return journal.compute(
        open ->
            open.first(
                "select turn from last_job_turn where job_id = ? and attempt = ?",
                row -> Json.read(row.bytes("turn"), JobTurn.class),
                id.jobId(),
                id.number()));
  }

  /** The state is with the nodes, or nobody wants it. */
  void forget(Attempt id) {
    journal.transact(open -> forget(open, id));
  }

  private static void forget(Session open, Attempt id) {
    for (var table : List.of("last_state", "last_job_turn")) {
      open.update(
          "delete from %s where job_id = ? and attempt = ?".formatted(table),
          id.jobId(),
          id.number());
    }
  }
}
