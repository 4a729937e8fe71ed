package souk.market.order;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import souk.client.api.Json;
import souk.client.api.SignedJob;
import souk.client.api.SignedOffer;
import souk.client.api.SignedPlacement;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Hash;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalException;
import souk.settlement.journal.Row;
import souk.settlement.journal.Schema;
import souk.settlement.journal.Session;

/** Orders and placements in the journal, in the form they are said on the wire. */
final class OrderStore {
  private static final Schema SCHEMA =
      new Schema(
          "signed-orders",
          List.of(
              """
              create table signed_order (
                id text primary key,
                number bigint not null,
                kind text not null,
                document text not null
              )\
              """,
              """
              create table signed_placement (
                job_id text not null,
                signer text not null,
                number bigint not null,
                block bigint not null,
                document text not null,
                primary key (job_id, signer)
              )\
              """));
  private static final String OFFER = "offer";
  private static final String JOB = "job";

  /**
   * An order and its place among all that were taken.
   *
   * @param number grows with the time at which it was taken
   * @param order the order
   */
  record Taken(long number, SignedOrder order) {}

  private final Journal journal;
  private final MarketDomain domain;

  OrderStore(Journal journal, MarketDomain domain) {
    this.journal = journal;
    this.domain = domain;
    journal.migrate(SCHEMA);
  }

  /** Every order, in the order they were taken. */
  List<Taken> orders() {
    return read(
        "select number, kind, document from signed_order order by number",
        row -> new Taken(row.number("number"), order(row)));
  }

  /** Every placement, in the order they were taken. */
  List<Placements.Kept> placements() {
    return read(
        "select number, block, signer, document from signed_placement order by number",
        row ->
            new Placements.Kept(
                row.number("number"),
                row.number("block"),
                row.address("signer"),
                document(row, SignedPlacement.class)));
  }

  void add(Taken taken) {
    var order = taken.order();
    var kind = order instanceof SignedOrder.OfOffer ? OFFER : JOB;
    journal.transactAsLeader(
        session ->
            session.update(
                "insert into signed_order (id, number, kind, document) values (?, ?, ?, ?)",
                order.id(),
                taken.number(),
                kind,
                text(document(order))));
  }

  void remove(Collection<Hash> ids) {
    delete(
        session ->
            session.updateAll(
                "delete from signed_order where id = ?", ids, id -> new Object[] {id}));
  }

  void put(Placements.Kept kept) {
    var jobId = kept.signed().placement().jobId();
    journal.transactAsLeader(
        session -> {
          session.update(
              "delete from signed_placement where job_id = ? and signer = ?", jobId, kept.signer());
          session.update(
              "insert into signed_placement (job_id, signer, number, block, document)"
                  + " values (?, ?, ?, ?, ?)",
              jobId,
              kept.signer(),
              kept.number(),
              kept.block(),
              text(kept.signed()));
        });
  }

  void remove(Placements.Kept kept) {
    delete(
        session ->
            session.update(
                "delete from signed_placement where job_id = ? and signer = ?",
                kept.jobId(),
                kept.signer()));
  }

  /** What a replica forgets, the one that leads forgets by itself. */
  private void delete(Consumer<Session> work) {
    try {
      journal.transactAsLeader(work);
    } catch (JournalException e) {
      if (!e.isNotLeader()) {
        throw e;
      }
    }
  }

  private <T> List<T> read(String sql, Function<Row, T> reader) {
    return journal.compute(session -> session.query(sql, reader));
  }

  private SignedOrder order(Row row) {
    return row.text("kind").equals(OFFER)
        ? SignedOrder.OfOffer.of(document(row, SignedOffer.class), domain)
        : SignedOrder.OfJob.of(document(row, SignedJob.class), domain);
  }

  private static Object document(SignedOrder order) {
    return switch (order) {
      case SignedOrder.OfOffer offer -> offer.signed();
      case SignedOrder.OfJob job -> job.signed();
    };
  }

  private static String text(Object document) {
    return new String(Json.write(document), StandardCharsets.UTF_8);
  }

  private static <T> T document(Row row, Class<T> type) {
    return Json.read(row.text("document").getBytes(StandardCharsets.UTF_8), type);
  }
}
