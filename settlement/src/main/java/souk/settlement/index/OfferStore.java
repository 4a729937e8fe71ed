package souk.settlement.index;

import static souk.settlement.index.IndexTables.prefix;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.journal.Session;

/** Offers in the journal. */
final class OfferStore {
  private OfferStore() {}

  /** The event that posted the offer, if that and nothing else happened up to that number. */
  static Optional<StoredEvent> find(Session session, Hash id, long events) {
    var found =
        session.query(
            """
            select number from index_offer
            where prefix = ? and id = ? and number < ? and (gone is null or gone >= ?)
            """,
            row -> row.number("number"),
            prefix(id.bytes()),
            id.bytes(),
            events,
            events);
    return posted(session, found).stream().findFirst();
  }

  /** The events that posted the offers which stand after so many events, oldest first. */
  static List<StoredEvent> standing(Session session, Instant now, long events) {
    var found =
        session.query(
            """
            select number from index_offer
            where expiry >= ? and number < ? and (gone is null or gone >= ?)
            """,
            row -> row.number("number"),
            now.getEpochSecond(),
            events,
            events);
    return posted(session, found);
  }

  private static List<StoredEvent> posted(Session session, List<Long> numbers) {
    return EventStore.all(session, new TreeSet<>(numbers)).entrySet().stream()
        .map(it -> new StoredEvent(it.getKey(), it.getValue()))
        .toList();
  }

  static void add(Session session, List<StoredEvent> posted) {
    session.updateAll(
        "insert into index_offer (number, prefix, id, expiry) values (?, ?, ?, ?)",
        posted,
        stored -> {
          var offer = (ChainEvent.OfferPosted) stored.event();
          var id = offer.offerId().bytes();
          return new Object[] {
            stored.number(), prefix(id), id, offer.offer().expiry().getEpochSecond()
          };
        });
  }

  static void cancel(Session session, List<StoredEvent> cancelled) {
    session.updateAll(
        "update index_offer set gone = ? where prefix = ? and id = ? and gone is null",
        cancelled,
        stored -> {
          var id = ((ChainEvent.OfferCancelled) stored.event()).offerId().bytes();
          return new Object[] {stored.number(), prefix(id), id};
        });
  }

  /** Forgets what events from that number on told. */
  static void cut(Session session, long events) {
    session.update("delete from index_offer where number >= ?", events);
    session.update("update index_offer set gone = null where gone >= ?", events);
  }
}
