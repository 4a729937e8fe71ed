package souk.settlement.tx;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.TxReceipt;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Session;

/**
 * Adds up what a sender's transactions cost, each once, when no reorg can undo it any more. What an
 * endpoint tells no receipt of is asked for again at the next blocks.
 */
public final class GasBook {
  private static final Logger log = LoggerFactory.getLogger(GasBook.class);
  private static final int MOST_AT_ONCE = 256;

  private final Chain chain;
  private final Journal journal;
  private final Address sender;

  private record Due(long sequence, Hash transaction) {}

  GasBook(Chain chain, Journal journal, Address sender) {
    this.chain = chain;
    this.journal = journal;
    this.sender = sender;
  }

  /**
   * What a sender's transactions have cost that are final, taken effect or reverted, in wei.
   *
   * @return zero if that journal never sent for it
   */
  public static Amount paid(Journal journal, Address sender) {
    return journal.has(OutboxTables.SCHEMA)
        ? journal.read(session -> paid(session, sender))
        : Amount.ZERO;
  }

  /**
   * Adds what was in a block at that height or below and is not counted yet.
   *
   * @param height height up to which no reorg is reckoned with
   */
  void countUpTo(long height) {
    var due = due(height);
    if (due.isEmpty()) {
      return;
    }
    try {
      enter(costs(due, chain.receipts(due.stream().map(Due::transaction).toList())));
    } catch (ChainException e) {
      log.debug("what transactions cost is not known yet: {}", e.getMessage());
    }
  }

  /** The newest first: what an endpoint has forgotten must not keep others from being counted. */
  private List<Due> due(long height) {
    return journal.read(
        session ->
            session.query(
                """
                select sequence, mined_transaction from outbox
                where sender = ? and mined_number <= ? and gas_counted = 0
                order by mined_number desc limit ?
                """,
                row -> new Due(row.number("sequence"), row.hash("mined_transaction")),
                sender,
                height,
                MOST_AT_ONCE));
  }

  private static Map<Long, Amount> costs(List<Due> due, Map<Hash, TxReceipt> receipts) {
    var costs = new LinkedHashMap<Long, Amount>();
    for (var one : due) {
      Optional.ofNullable(receipts.get(one.transaction()))
          .ifPresent(receipt -> costs.put(one.sequence(), receipt.cost()));
    }
    return costs;
  }

  private void enter(Map<Long, Amount> costs) {
    journal.transactAsLeader(
        session -> {
          session.updateAll(
              "update outbox set gas_counted = 1 where sequence = ?",
              costs.keySet(),
              it -> new Object[] {it});
          session.update(
              """
              insert into outbox_paid (sender, wei) values (?, ?)
              on conflict (sender) do update set wei = excluded.wei
              """,
              sender,
              paid(session, sender).plus(sum(costs.values())));
        });
  }

  private static Amount paid(Session session, Address sender) {
    return session
        .first("select wei from outbox_paid where sender = ?", row -> row.amount("wei"), sender)
        .orElse(Amount.ZERO);
  }

  private static Amount sum(Collection<Amount> amounts) {
    return amounts.stream().reduce(Amount.ZERO, Amount::plus);
  }
}
