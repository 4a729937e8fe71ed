package souk.settlement.index;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.journal.Session;

/** Which events still hold about agents, in the journal. */
final class AgentStore {
  // Events read at once: they have bodies of messages.
  private static final int PART = 1_000;

  private AgentStore() {}

  /**
   * An event that does not hold any more.
   *
   * @param number its number
   * @param by number of the event since which that is so
   */
  record Past(long number, long by) {}

  /** What holds about all agents, oldest first. */
  static void all(Session session, Consumer<Collection<StoredEvent>> use) {
    each(
        session,
        session.query(
            "select number from index_agent where gone is null order by number",
            row -> row.number("number")),
        use);
  }

  /** What holds about one agent, oldest first. */
  static void of(Session session, AgentId id, Consumer<Collection<StoredEvent>> use) {
    each(
        session,
        session.query(
            "select number from index_agent where agent = ? and gone is null order by number",
            row -> row.number("number"),
            id.number()),
        use);
  }

  private static void each(
      Session session, List<Long> numbers, Consumer<Collection<StoredEvent>> use) {
    for (var begin = 0; begin < numbers.size(); begin += PART) {
      var part = numbers.subList(begin, Math.min(begin + PART, numbers.size()));
      use.accept(
          EventStore.all(session, new TreeSet<>(part)).entrySet().stream()
              .map(it -> new StoredEvent(it.getKey(), it.getValue()))
              .toList());
    }
  }

  /** Adds events about agents that hold. */
  static void add(Session session, List<StoredEvent> holding) {
    session.updateAll(
        "insert into index_agent (number, agent) values (?, ?)",
        holding,
        it -> new Object[] {it.number(), ((AgentEvent) it.event()).agent().number()});
  }

  /** Takes note of events that hold no more. */
  static void end(Session session, List<Past> past) {
    session.updateAll(
        "update index_agent set gone = ? where number = ?",
        past,
        it -> new Object[] {it.by(), it.number()});
  }

  /** Forgets what events from that number on told. */
  static void cut(Session session, long events) {
    session.update("delete from index_agent where number >= ?", events);
    session.update("update index_agent set gone = null where gone >= ?", events);
  }
}
