package souk.settlement.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Head;
import souk.settlement.journal.Row;
import souk.settlement.journal.Session;

/** Which blocks the journal has the events of. */
final class BlockStore {
  // Blocks below the newest that are remembered even if nothing happened in them.
  private static final int KEPT_BLOCKS = 512;

  private BlockStore() {}

  /**
   * Makes sure that the journal's index is of that market, or of none yet.
   *
   * @throws ChainException if it is another's
   */
  static void require(Session session, Deployment deployment) {
    var known = session.first("select deployment from index_market", row -> row.text("deployment"));
    if (known.isEmpty()) {
      session.update("insert into index_market (deployment) values (?)", text(deployment));
    } else if (!known.get().equals(text(deployment))) {
      throw ChainException.permanent(
          "the journal is of market %s: give market %s a journal of its own"
              .formatted(known.get(), text(deployment)),
          null);
    }
  }

  /** How far the journal goes; empty before the first block. */
  static Optional<Reached> reached(Session session) {
    return upTo(session, Long.MAX_VALUE, 1).stream().findFirst();
  }

  /** The newest blocks up to that height, newest first. */
  static List<Reached> upTo(Session session, long number, int most) {
    return session.query(
        "select * from index_block where number <= ? order by number desc limit ?",
        BlockStore::reached,
        number,
        most);
  }

  /** The first block above that height up to which there are so many events or more. */
  static Optional<Reached> after(Session session, long number, long events) {
    return session.first(
        "select * from index_block where number > ? and events >= ? order by number limit 1",
        BlockStore::reached,
        number,
        events);
  }

  /** When those of these blocks were made that the journal has. */
  static Map<Long, Instant> times(Session session, Collection<Long> numbers) {
    var times = new HashMap<Long, Instant>();
    for (var number : numbers) {
      session
          .first(
              "select time from index_block where number = ?",
              row -> Instant.ofEpochSecond(row.number("time")),
              number)
          .ifPresent(time -> times.put(number, time));
    }
    return times;
  }

  /**
   * Adds the blocks of a range, and forgets old ones in which nothing happened.
   *
   * @param before events before the range
   */
  static void add(Session session, LogRange range, long before) {
    var logs = new HashMap<Long, Integer>();
    for (var event : range.events()) {
      logs.merge(event.at().blockNumber(), 1, Integer::sum);
    }
    var rows = new ArrayList<Object[]>();
    var events = before;
    for (var block : range.blocks()) {
      var own = logs.getOrDefault(block.number(), 0);
      events += own;
      rows.add(columns(block, own, events));
    }
    session.updateAll(
        """
        insert into index_block (number, hash, parent, time, logs, events)
        values (?, ?, ?, ?, ?, ?)
        """,
        rows,
        row -> row);
    var oldest = range.head().number() - KEPT_BLOCKS;
    session.update(
        "delete from index_block where number between ? and ? and logs = 0",
        oldest - 2 * KEPT_BLOCKS,
        oldest);
  }

  /**
   * Forgets all blocks above one.
   *
   * @param standing the block that becomes the newest; empty: there is none
   */
  static void cut(Session session, Optional<Head> standing) {
    session.update(
        "delete from index_block where number > ?", standing.map(Head::number).orElse(-1L));
  }

  private static Object[] columns(Head block, long logs, long events) {
    return new Object[] {
      block.number(),
      block.hash().bytes(),
      block.parentHash().bytes(),
      block.time().getEpochSecond(),
      logs,
      events
    };
  }

  private static Reached reached(Row row) {
    return new Reached(
        new Head(
            row.number("number"),
            Hash.of(row.bytes("hash")),
            Hash.of(row.bytes("parent")),
            Instant.ofEpochSecond(row.number("time"))),
        row.number("events"));
  }

  private static String text(Deployment deployment) {
    return "%s on chain %d (%s)"
        .formatted(deployment.market(), deployment.chainId(), deployment.genesis());
  }
}
