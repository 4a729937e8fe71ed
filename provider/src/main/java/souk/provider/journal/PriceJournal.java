package souk.provider.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.protocol.value.Price;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Row;
import souk.settlement.journal.Schema;

/**
 * The last decision about an automatic price. What a method has written is on disk when it returns.
 * Thread-safe.
 */
public final class PriceJournal {
  private static final Schema SCHEMA =
      new Schema(
          "provider.price",
          List.of(
              """
              create table price_decision (
                decided_at bigint not null, price text not null, target text not null,
                least text not null, reason text not null)
              """));

  private final Journal journal;

  /**
   * A decision.
   *
   * @param at block time, whole seconds
   * @param price what is asked
   * @param target what that moves to
   * @param least below this it does not go
   * @param reason why, for the operator, one line
   */
  public record Decision(Instant at, Price price, Price target, Price least, String reason) {}

  private PriceJournal(Journal journal) {
    this.journal = journal;
  }

  /** The table in that journal, made if missing. */
  public static PriceJournal in(Journal journal) {
    journal.migrate(SCHEMA);
    return new PriceJournal(journal);
  }

  /** Whether a provider of this version ever used that journal. */
  public static boolean isIn(Journal journal) {
    return journal.has(SCHEMA);
  }

  /** The table of a journal it is in that was opened to look into it. */
  public static PriceJournal lookInto(Journal journal) {
    return new PriceJournal(journal);
  }

  /** Writes a decision down, in place of the one before. */
  public void decide(Decision decision) {
    journal.transact(
        open -> {
          open.update("delete from price_decision");
          open.update(
              """
              insert into price_decision (decided_at, price, target, least, reason)
              values (?, ?, ?, ?, ?)
              """,
              decision.at().getEpochSecond(),
              decision.price().perGfuel(),
              decision.target().perGfuel(),
              decision.least().perGfuel(),
              decision.reason());
        });
  }

  /** The last one; empty before the first. */
  public Optional<Decision> last() {
    return journal.compute(
        open -> open.first("select * from price_decision", PriceJournal::decision));
  }

  private static Decision decision(Row row) {
    return new Decision(
        Instant.ofEpochSecond(row.number("decided_at")),
        new Price(row.amount("price")),
        new Price(row.amount("target")),
        new Price(row.amount("least")),
        row.text("reason"));
  }
}
