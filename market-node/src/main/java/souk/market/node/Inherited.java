package souk.market.node;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import souk.settlement.tx.TxOutcome;

/**
 * What the outbox holds from before this process led: until it is decided and the index has seen
 * that, a job that looks open may be matched already. Not thread-safe.
 */
final class Inherited {
  private final Supplier<Set<String>> undecided;
  private final Function<String, Optional<TxOutcome>> outcomes;
  private final String prefix;
  private final int blocksAfter;
  private final Set<String> keys = new HashSet<>();
  private OptionalLong term = OptionalLong.empty();
  private long decidedAt;

  /**
   * @param undecided keys of what is in no block yet
   * @param outcomes what became of it, by key
   * @param prefix of the keys that count
   * @param blocksAfter blocks until the index has seen what a transaction met that changed nothing
   */
  Inherited(
      Supplier<Set<String>> undecided,
      Function<String, Optional<TxOutcome>> outcomes,
      String prefix,
      int blocksAfter) {
    this.undecided = undecided;
    this.outcomes = outcomes;
    this.prefix = prefix;
    this.blocksAfter = blocksAfter;
  }

  /**
   * Whether all of it is decided and seen.
   *
   * @param nowLeading number of the time this process leads
   * @param headNumber height the index has reached
   */
  boolean isDone(long nowLeading, long headNumber) {
    if (term.isEmpty() || term.getAsLong() != nowLeading) {
      term = OptionalLong.of(nowLeading);
      undecided.get().stream().filter(key -> key.startsWith(prefix)).forEach(keys::add);
    }
    keys.removeIf(key -> isDecided(key, headNumber));
    return keys.isEmpty() && headNumber >= decidedAt;
  }

  private boolean isDecided(String key, long headNumber) {
    var outcome = outcomes.apply(key);
    outcome
        .filter(TxOutcome::isDecided)
        .ifPresent(it -> decidedAt = Math.max(decidedAt, seenAt(it, headNumber)));
    return outcome.filter(it -> !it.isDecided()).isEmpty();
  }

  private long seenAt(TxOutcome outcome, long headNumber) {
    return outcome instanceof TxOutcome.Included included
        ? included.blockNumber()
        : headNumber + blocksAfter;
  }
}
