package souk.provider.journal;

import java.util.List;
import java.util.Optional;
import souk.runtime.machine.Bytes;
import souk.runtime.state.AgentState;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.CheckpointCodec;
import souk.runtime.state.Delta;
import souk.runtime.state.Place;
import souk.runtime.state.StateCodec;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Schema;
import souk.settlement.journal.Session;

/**
 * How far each attempt at an agent job has come, so that a restarted provider goes on behind the
 * last turn that it finished. What a method has written is on disk when it returns. Thread-safe.
 */
public final class TurnJournal {
  private static final Schema SCHEMA =
      new Schema(
          "provider.turns",
          List.of(
              """
              create table turn_reached (
                job_id text not null, attempt integer not null,
                turns integer not null, checkpoint bytea not null,
                primary key (job_id, attempt))
              """,
              """
              create table turn_delta (
                job_id text not null, attempt integer not null,
                turns integer not null, delta bytea not null,
                primary key (job_id, attempt, turns))
              """));

  private final Journal journal;

  private TurnJournal(Journal journal) {
    this.journal = journal;
  }

  /** The tables in that journal, made if missing. */
  public static TurnJournal in(Journal journal) {
    journal.migrate(SCHEMA);
    return new TurnJournal(journal);
  }

  /** Writes down where an attempt begins that goes on with somebody else's work. */
  public void begin(AttemptId id, Place place) {
    journal.transact(
        open -> {
          forget(open, id);
          keep(open, id, place.checkpoint(), StateCodec.encode(place.state()));
        });
  }

  /**
   * Writes down a turn that was kept.
   *
   * @param now how far the job has come with it
   * @param delta what it changed
   */
  public void keep(AttemptId id, Checkpoint now, Delta delta) {
    journal.transact(open -> keep(open, id, now, StateCodec.encode(delta)));
  }

  /** Where the attempt can be gone on from; empty if no turn of it is here, whole and sound. */
  public Optional<Place> place(AttemptId id) {
    return journal.compute(
        open ->
            open.first(
                    "select checkpoint from turn_reached where job_id = ? and attempt = ?",
                    row -> Bytes.of(row.bytes("checkpoint")),
                    id.jobId(),
                    id.attempt())
                .flatMap(checkpoint -> read(checkpoint, deltas(open, id))));
  }

  /** The attempt is over. */
  public void forget(AttemptId id) {
    journal.transact(open -> forget(open, id));
  }

  private static void keep(Session open, AttemptId id, Checkpoint now, Bytes delta) {
    open.update(
        """
        insert into turn_delta (job_id, attempt, turns, delta) values (?, ?, ?, ?)
        on conflict (job_id, attempt, turns) do update set delta = excluded.delta
        """,
        id.jobId(),
        id.attempt(),
        now.turns(),
        delta.toArray());
    open.update(
        """
        insert into turn_reached (job_id, attempt, turns, checkpoint) values (?, ?, ?, ?)
        on conflict (job_id, attempt)
        do update set turns = excluded.turns, checkpoint = excluded.checkpoint
        """,
        id.jobId(),
        id.attempt(),
        now.turns(),
        CheckpointCodec.encode(now).toArray());
  }

  private static void forget(Session open, AttemptId id) {
    for (var table : List.of("turn_delta", "turn_reached")) {
      open.update(
          "delete from %s where job_id = ? and attempt = ?".formatted(table),
          id.jobId(),
          id.attempt());
    }
  }

  private static List<Bytes> deltas(Session open, AttemptId id) {
    return open.query(
        """
        select delta from turn_delta
        where job_id = ? and attempt = ?
          and turns <= (select turns from turn_reached where job_id = ? and attempt = ?)
        order by turns
        """,
        row -> Bytes.of(row.bytes("delta")),
        id.jobId(),
        id.attempt(),
        id.jobId(),
        id.attempt());
  }

  /** What cannot be read, or does not lead to the checkpoint's state, is as good as not there. */
  private static Optional<Place> read(Bytes bytes, List<Bytes> deltas) {
    try {
      var checkpoint = CheckpointCodec.decode(bytes);
      var state = AgentState.empty();
      deltas.forEach(delta -> state.apply(StateCodec.decodeDelta(delta)));
      return checkpoint.stateHash().filter(state.root()::equals).isPresent()
          ? Optional.of(new Place(checkpoint, state.snapshot()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
