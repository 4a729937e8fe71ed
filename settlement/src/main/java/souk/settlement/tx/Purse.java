package souk.settlement.tx;

import java.util.Collection;
import java.util.HashSet;
import souk.protocol.value.Amount;
import souk.settlement.chain.Transaction;

/**
 * What an account has for fees, and how much of it what is on its way may take: pools drop what the
 * account could not pay together with what comes before it. Not thread-safe.
 */
final class Purse {
  private final Amount has;
  private Amount committed;

  enum Answer {
    PAID,
    /** What is on its way may take too much: it is payable later, or never. */
    LATER,
    /** Nothing is on its way, and still it is too much. */
    EMPTY
  }

  private Purse(Amount has, Amount committed) {
    this.has = has;
    this.committed = committed;
  }

  /**
   * @param has wei
   * @param attempts all forms on their way, the dearest of an entry first
   */
  static Purse of(Amount has, Collection<Attempt> attempts) {
    var seen = new HashSet<Long>();
    var committed =
        attempts.stream()
            .filter(it -> seen.add(it.sequence()))
            .map(Attempt::mostFees)
            .reduce(Amount.ZERO, Amount::plus);
    return new Purse(has, committed);
  }

  Amount has() {
    return has;
  }

  Answer pay(Transaction transaction) {
    var together = committed.plus(most(transaction));
    if (!has.isLessThan(together)) {
      committed = together;
      return Answer.PAID;
    }
    return committed.equals(Amount.ZERO) ? Answer.EMPTY : Answer.LATER;
  }

  /** Most that the transaction may cost, wei. */
  static Amount most(Transaction transaction) {
    return transaction
        .fees()
        .maxPerGas()
        .times(transaction.gasLimit())
        .plus(transaction.data().wei());
  }
}
