package souk.settlement.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.RawLog;
import souk.settlement.journal.Row;
import souk.settlement.journal.Session;
import souk.settlement.log.LogDecoder;

/** Events in the journal. */
final class EventStore {
  private static final String BY_LIST =
      "select * from index_event where listed = ? and number < ? order by number desc limit ?";
  private static final String BY_KIND =
      "select * from index_event where kind = ? and number < ? order by number desc limit ?";

  private EventStore() {}

  /** One that is to be written. */
  record Added(StoredEvent stored, LogRange.Entry entry) {
    private @Nullable Object[] columns() {
      var event = stored.event();
      return new @Nullable Object[] {
        stored.number(),
        event.at().blockNumber(),
        event.at().index(),
        EventKinds.number(event),
        EventKinds.isListed(event.getClass()) ? EventKinds.number(event) : null,
        stored.job(),
        entry.packed()
      };
    }
  }

  static void add(Session session, List<Added> events) {
    session.updateAll(
        """
        insert into index_event (number, block, place, kind, listed, job, log)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        events,
        Added::columns);
  }

  /** Forgets events from that number on. */
  static void cut(Session session, long events) {
    session.update("delete from index_event where number >= ?", events);
  }

  /** Those numbered from the first up to but without the last. */
  static List<StoredEvent> between(Session session, long first, long end) {
    return list(
        session,
        "select * from index_event where number >= ? and number < ? order by number",
        first,
        end);
  }

  /** What a query for events asks for, of those up to that number. */
  static List<ChainEvent> find(Session session, EventQuery query, long events) {
    var end = query.before().map(at -> numberAt(session, at, events)).orElse(events);
    var found = new ArrayList<StoredEvent>();
    for (var kind : query.kinds()) {
      found.addAll(
          list(
              session,
              EventKinds.isListed(kind) ? BY_LIST : BY_KIND,
              EventKinds.number(kind),
              end,
              query.limit()));
    }
    return found.stream()
        .sorted(Comparator.comparingLong(StoredEvent::number).reversed())
        .limit(query.limit())
        .map(StoredEvent::event)
        .toList();
  }

  static List<StoredEvent> list(Session session, String sql, @Nullable Object... arguments) {
    return session.query(sql, EventStore::stored, arguments);
  }

  private static StoredEvent stored(Row row) {
    var job = row.maybeNumber("job");
    var event = LogDecoder.decode(RawLog.unpack(row.bytes("log"))).orElseThrow();
    return new StoredEvent(row.number("number"), job.isPresent() ? job.getAsLong() : null, event);
  }

  /** How many events are older than the one there. */
  private static long numberAt(Session session, LogPosition at, long events) {
    var below = eventsUpTo(session, at.blockNumber() - 1);
    var through = eventsUpTo(session, at.blockNumber());
    var within =
        session.first(
            """
            select count(*) as older from index_event
            where number >= ? and number < ? and place < ?
            """,
            row -> row.number("older"),
            below,
            through,
            at.index());
    return Math.min(events, below + within.orElse(0L));
  }

  private static long eventsUpTo(Session session, long block) {
    return BlockStore.upTo(session, block, 1).stream().mapToLong(Reached::events).sum();
  }
}
