package souk.settlement.index;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LogPosition;
import souk.settlement.journal.Row;
import souk.settlement.journal.Session;

/** Events in the journal, in packs that are numbered by their first event. */
final class EventStore {
  private static final int PACKS_AT_ONCE = 64;

  private EventStore() {}

  /** A pack as the journal has it. */
  private record Stored(long first, EventPack pack) {
    static Stored of(Row row) {
      return new Stored(row.number("first"), EventPack.of(row.bytes("events")));
    }

    long end() {
      return first + pack.size();
    }

    StoredEvent event(long number) {
      return new StoredEvent(number, pack.event((int) (number - first)));
    }
  }

  private record Kind(int kind, long pack) {}

  /**
   * Adds packs.
   *
   * @param number the number of the first event in them
   */
  static void add(Session session, long number, List<EventPack> packs) {
    var rows = new ArrayList<Object[]>();
    var kinds = new ArrayList<Kind>();
    var agents = new ArrayList<Object[]>();
    var next = number;
    for (var pack : packs) {
      rows.add(new Object[] {next, pack.size(), pack.bytes()});
      for (var kind : pack.kinds()) {
        kinds.add(new Kind(kind, next));
      }
      for (var agent : pack.agents()) {
        agents.add(new Object[] {agent.number(), next});
      }
      next += pack.size();
    }
    session.updateAll(
        "insert into index_pack (first, size, events) values (?, ?, ?)", rows, row -> row);
    session.updateAll(
        "insert into index_kind (kind, pack) values (?, ?)",
        kinds,
        it -> new Object[] {it.kind(), it.pack()});
    session.updateAll(
        "insert into index_agent_pack (agent, pack) values (?, ?)", agents, row -> row);
  }

  /** Forgets events from that number on. */
  static void cut(Session session, long events) {
    var split = pack(session, events).filter(it -> it.first() < events && it.end() > events);
    var first = split.map(Stored::first).orElse(events);
    session.update("delete from index_pack where first >= ?", first);
    session.updateAll(
        "delete from index_kind where kind = ? and pack >= ?",
        EventKinds.numbers(),
        kind -> new Object[] {kind, first});
    session.update("delete from index_agent_pack where pack >= ?", first);
    split.ifPresent(it -> add(session, first, List.of(it.pack().first((int) (events - first)))));
  }

  /** The number behind that of the newest event. */
  static long end(Session session) {
    return session
        .first(
            "select first, size from index_pack order by first desc limit 1",
            row -> row.number("first") + row.number("size"))
        .orElse(0L);
  }

  /** Those numbered from the first up to but without the last. */
  static List<StoredEvent> between(Session session, long first, long end) {
    var events = new ArrayList<StoredEvent>();
    for (var number = first; number < end; ) {
      var stored = require(session, number);
      for (var last = Math.min(stored.end(), end); number < last; number++) {
        events.add(stored.event(number));
      }
    }
    return events;
  }

  /** Events of these numbers, by number, growing. */
  static SortedMap<Long, ChainEvent> all(Session session, SortedSet<Long> numbers) {
    var events = new TreeMap<Long, ChainEvent>();
    Stored stored = null;
    for (var number : numbers) {
      if (stored == null || number >= stored.end()) {
        stored = require(session, number);
      }
      events.put(number, stored.event(number).event());
    }
    return events;
  }

  /** What a query for events asks for, of those up to that number. */
  static List<ChainEvent> find(Session session, EventQuery query, long events) {
    var end = query.before().map(at -> numberAt(session, at, events)).orElse(events);
    var kinds = query.kinds().stream().map(EventKinds::number).collect(toUnmodifiableSet());
    var found = new ArrayList<ChainEvent>();
    var next = end;
    List<Long> packs;
    do {
      packs = packs(session, query, kinds, next);
      for (var first : packs) {
        addTo(found, query, kinds, require(session, first), end);
        next = first;
      }
    } while (query.agent().isPresent() && !packs.isEmpty() && found.size() < query.limit());
    return found;
  }

  /** Those of a pack that a query asks for, newest first. */
  private static void addTo(
      List<ChainEvent> found, EventQuery query, Set<Integer> kinds, Stored stored, long end) {
    for (var number = Math.min(stored.end(), end) - 1; number >= stored.first(); number--) {
      if (found.size() < query.limit()
          && kinds.contains(stored.pack().kind((int) (number - stored.first())))) {
        Optional.of(stored.event(number).event()).filter(query::isAbout).ifPresent(found::add);
      }
    }
  }

  /**
   * Packs below a number, newest first: of all events of the query's kinds as many as there must
   * be, of one agent's some.
   */
  private static List<Long> packs(Session session, EventQuery query, Set<Integer> kinds, long end) {
    var packs = new TreeSet<Long>(Collections.reverseOrder());
    if (query.agent().isPresent()) {
      packs.addAll(
          session.query(
              """
              select pack from index_agent_pack where agent = ? and pack < ?
              order by pack desc limit ?
              """,
              row -> row.number("pack"),
              query.agent().get().number(),
              end,
              PACKS_AT_ONCE));
      return List.copyOf(packs);
    }
    for (var kind : kinds) {
      // In the newest of them all events of that kind may be behind the end.
      packs.addAll(
          session.query(
              "select pack from index_kind where kind = ? and pack < ? order by pack desc limit ?",
              row -> row.number("pack"),
              kind,
              end,
              query.limit() + 1));
    }
    return List.copyOf(packs);
  }

  private static Stored require(Session session, long number) {
    return pack(session, number)
        .filter(it -> number < it.end())
        .orElseThrow(() -> new IllegalStateException("the journal has no event " + number));
  }

  /** The newest pack that begins with that event or before it. */
  private static Optional<Stored> pack(Session session, long number) {
    return session.first(
        "select first, events from index_pack where first <= ? order by first desc limit 1",
        Stored::of,
        number);
  }

  /** How many events are older than the one there. */
  private static long numberAt(Session session, LogPosition at, long events) {
    var below = eventsUpTo(session, at.blockNumber() - 1);
    var through = Math.min(events, eventsUpTo(session, at.blockNumber()));
    var number = below;
    while (number < through) {
      var stored = require(session, number);
      for (var last = Math.min(stored.end(), through); number < last; number++) {
        if (stored.pack().place((int) (number - stored.first())) >= at.index()) {
          return number;
        }
      }
    }
    return Math.min(events, number);
  }

  private static long eventsUpTo(Session session, long block) {
    return BlockStore.upTo(session, block, 1).stream().mapToLong(Reached::events).sum();
  }
}
