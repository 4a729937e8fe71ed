package souk.market.state;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import souk.client.api.Json;
import souk.client.api.LastTurn;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Row;
import souk.settlement.journal.Schema;
import souk.settlement.journal.Session;

/** Last states in the journal, by their hashes: replicas of the node share them. Thread-safe. */
final class LastStateStore {
  private static final Schema SCHEMA =
      new Schema(
          "market-node.last-states",
          List.of(
              """
              create table last_state (
                root text primary key, last_turn bytea not null,
                consumer text not null, kept bigint not null, settled integer not null,
                size bigint not null, snapshot bytea not null)
              """,
              "create index last_state_kept on last_state (kept)",
              "create index last_state_consumer on last_state (consumer, kept)",
              "create index last_state_settled on last_state (settled)"));

  private final Journal journal;

  LastStateStore(Journal journal) {
    this.journal = journal;
    journal.migrate(SCHEMA);
  }

  /**
   * Keeps a state; of the consumer's others the newest that there is room for.
   *
   * @param quotaBytes most bytes of all states of the consumer
   * @param paid states that stay in any case
   */
  void keep(
      LastTurn last,
      Address consumer,
      Instant now,
      Bytes snapshot,
      long quotaBytes,
      Set<Hash> paid) {
    journal.transact(
        open -> {
          makeRoom(open, consumer, quotaBytes - snapshot.size(), paid);
          open.update(
              """
              insert into last_state (root, last_turn, consumer, kept, settled, size, snapshot)
              values (?, ?, ?, ?, 0, ?, ?) on conflict do nothing
              """,
              last.stateHash(),
              Json.write(last),
              consumer,
              now.getEpochSecond(),
              snapshot.size(),
              snapshot.toArray());
        });
  }

  private static void makeRoom(Session open, Address consumer, long mayBeUsed, Set<Hash> paid) {
    var used = 0L;
    for (var state :
        open.query(
            "select root, size from last_state where consumer = ? order by kept desc, root",
            row -> new Size(row.hash("root"), row.number("size")),
            consumer)) {
      used += state.bytes();
      if (used > mayBeUsed && !paid.contains(state.root())) {
        open.update("delete from last_state where root = ?", state.root());
      }
    }
  }

  private record Size(Hash root, long bytes) {}

  /** Keeps a state that is here for another job as well; false if it is not here. */
  boolean renew(LastTurn last, Address consumer, Instant now) {
    return journal.compute(
        open ->
            open.update(
                    """
                    update last_state set last_turn = ?, consumer = ?, kept = ?, settled = 0
                    where root = ?
                    """,
                    Json.write(last),
                    consumer,
                    now.getEpochSecond(),
                    last.stateHash())
                > 0);
  }

  Optional<Bytes> snapshot(Hash stateHash) {
    return journal.compute(
        open ->
            open.first(
                "select snapshot from last_state where root = ?",
                row -> Bytes.of(row.bytes("snapshot")),
                stateHash));
  }

  OptionalInt sizeBytes(Hash stateHash) {
    return journal
        .compute(
            open ->
                open.first(
                    "select size from last_state where root = ?",
                    row -> OptionalInt.of((int) row.number("size")),
                    stateHash))
        .orElseGet(OptionalInt::empty);
  }

  /** All states, those that came last at the end. */
  List<LastTurn> all() {
    return journal.compute(
        open ->
            open.query(
                "select last_turn from last_state order by kept, root", LastStateStore::lastTurn));
  }

  /** States whose jobs are not known to have been settled with them. */
  List<LastTurn> unsettled() {
    return journal.compute(
        open ->
            open.query(
                "select last_turn from last_state where settled = 0", LastStateStore::lastTurn));
  }

  private static LastTurn lastTurn(Row row) {
    return Json.read(row.bytes("last_turn"), LastTurn.class);
  }

  /** The state's job was settled with it. */
  void settle(Hash stateHash) {
    journal.transact(
        open -> open.update("update last_state set settled = 1 where root = ?", stateHash));
  }

  /** Sizes in bytes of the states that were brought before that. */
  Map<Hash, Long> broughtBefore(Instant time) {
    return journal
        .compute(
            open ->
                open.query(
                    "select root, size from last_state where kept < ?",
                    row -> new Size(row.hash("root"), row.number("size")),
                    time.getEpochSecond()))
        .stream()
        .collect(toMap(Size::root, Size::bytes));
  }

  void forget(Set<Hash> stateHashes) {
    journal.transact(
        open ->
            stateHashes.forEach(
                hash -> open.update("delete from last_state where root = ?", hash)));
  }

  /** Number of all states. */
  long count() {
    return journal.compute(
        open ->
            open.first("select count(*) as many from last_state", row -> row.number("many"))
                .orElse(0L));
  }

  /** Bytes of all states. */
  long usedBytes() {
    return journal.compute(
        open ->
            open.first(
                    "select coalesce(sum(size), 0) as used from last_state",
                    row -> row.number("used"))
                .orElse(0L));
  }
}
