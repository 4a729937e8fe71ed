package souk.client.turn;

import java.util.List;
import java.util.Optional;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.runtime.state.Snapshot;
import souk.runtime.state.StateCodec;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Schema;
import souk.settlement.journal.Session;

/**
 * States fetched once and kept in a journal: what a job was asked with is still there when it is
 * run, also by a process that was started again. Thread-safe.
 */
public final class StateCache implements StateSource {
  private static final Schema SCHEMA =
      new Schema(
          "client.states",
          List.of(
              """
              create table cached_state (
                root text primary key, used bigint not null,
                size bigint not null, snapshot bytea not null)
              """));

  private final Journal journal;
  private final StateSource origin;
  private final long capacityBytes;

  private StateCache(Journal journal, StateSource origin, long capacityBytes) {
    this.journal = journal;
    this.origin = origin;
    this.capacityBytes = capacityBytes;
  }

  /**
   * The states in that journal, its table made if missing.
   *
   * @param origin where a state comes from the first time
   * @param capacityBytes most bytes kept; the states not used for longest go
   */
  public static StateCache in(Journal journal, StateSource origin, long capacityBytes) {
    journal.migrate(SCHEMA);
    return new StateCache(journal, origin, capacityBytes);
  }

  @Override
  public Snapshot state(Hash stateHash) {
    return kept(stateHash)
        .orElseGet(
            () -> {
              var state = origin.state(stateHash);
              keep(stateHash, StateCodec.encode(state));
              return state;
            });
  }

  /** Keeps a state that nobody has to be asked for. */
  public void keep(Hash stateHash, Bytes snapshot) {
    if (snapshot.size() <= capacityBytes) {
      journal.transact(
          open -> {
            makeRoom(open, capacityBytes - snapshot.size());
            open.update(
                """
                insert into cached_state (root, used, size, snapshot) values (?, ?, ?, ?)
                on conflict (root) do update set
                  used = excluded.used, size = excluded.size, snapshot = excluded.snapshot
                """,
                stateHash,
                next(open),
                snapshot.size(),
                snapshot.toArray());
          });
    }
  }

  /** What cannot be read, or is of another state, is as good as not there. */
  private Optional<Snapshot> kept(Hash stateHash) {
    return journal
        .compute(
            open -> {
              open.update("update cached_state set used = ? where root = ?", next(open), stateHash);
              return open.first(
                  "select snapshot from cached_state where root = ?",
                  row -> Bytes.of(row.bytes("snapshot")),
                  stateHash);
            })
        .flatMap(bytes -> read(bytes, stateHash));
  }

  private static Optional<Snapshot> read(Bytes bytes, Hash stateHash) {
    try {
      return Optional.of(StateCodec.decodeSnapshot(bytes, stateHash));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static long next(Session open) {
    return open.first(
                "select coalesce(max(used), 0) as newest from cached_state",
                row -> row.number("newest"))
            .orElse(0L)
        + 1;
  }

  private static void makeRoom(Session open, long mayBeUsed) {
    var used = 0L;
    for (var kept :
        open.query(
            "select root, size from cached_state order by used desc",
            row -> new Kept(row.hash("root"), row.number("size")))) {
      used += kept.sizeBytes();
      if (used > mayBeUsed) {
        open.update("delete from cached_state where root = ?", kept.root());
      }
    }
  }

  private record Kept(Hash root, long sizeBytes) {}
}
