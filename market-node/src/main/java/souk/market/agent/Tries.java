package souk.market.agent;

import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import souk.settlement.chain.Head;
import souk.settlement.tx.TxOutcome;

/**
 * What was tried for each duty, and when it may be tried again: after a failure 2, 4, 8 .. 256
 * blocks later, or once the circumstances are others. Thread-safe.
 */
final class Tries {
  private static final int MOST_DOUBLINGS = 8;

  private final Function<String, TxOutcome> outcomes;
  private final Map<Duty, Try> tries = new HashMap<>();

  /**
   * @param key of the call that is on its way, or was
   */
  private record Try(int circumstances, int failed, long notBefore, Optional<String> key) {
    static Try first(Duty duty) {
      return new Try(duty.circumstances(), 0, 0, Optional.empty());
    }
  }

  /**
   * @param outcomes what became of a call, by its key
   */
  Tries(Function<String, TxOutcome> outcomes) {
    this.outcomes = outcomes;
  }

  /** Whether a duty that stands at that block may be tried. */
  synchronized boolean mayTry(Duty duty, Head head) {
    var last = last(duty);
    return last.key()
        .map(key -> mayTryAgain(duty, outcomes.apply(key), head))
        .orElse(head.number() >= last.notBefore());
  }

  /** A call was handed in for it. */
  synchronized void sent(Duty duty, String key) {
    var last = last(duty);
    put(duty, new Try(duty.circumstances(), last.failed(), last.notBefore(), Optional.of(key)));
  }

  /** It cannot be done now, or came to nothing. */
  synchronized void failed(Duty duty, long block) {
    var failed = Math.min(last(duty).failed() + 1, MOST_DOUBLINGS);
    put(duty, new Try(duty.circumstances(), failed, block + (1L << failed), Optional.empty()));
  }

  /** There is nothing in it for anybody under these circumstances. */
  synchronized void leave(Duty duty) {
    put(duty, new Try(duty.circumstances(), 0, Long.MAX_VALUE, Optional.empty()));
  }

  /** Only those stand. */
  synchronized void retain(Collection<Duty> standing) {
    tries.keySet().retainAll(standing.stream().map(Duty::reason).collect(toSet()));
  }

  private boolean mayTryAgain(Duty duty, TxOutcome outcome, Head head) {
    return switch (outcome) {
      case TxOutcome.Pending() -> false;
      case TxOutcome.Included included when included.blockNumber() >= head.number() -> false;
      case TxOutcome.Included included when included.skipped().isEmpty() -> {
        // It did a part.
        put(duty, Try.first(duty));
        yield true;
      }
      case TxOutcome.Included _, TxOutcome.Reverted _, TxOutcome.Rejected _ -> {
        failed(duty, head.number());
        yield false;
      }
    };
  }

  /** What is on its way stays so whatever the circumstances are. */
  private Try last(Duty duty) {
    return Optional.ofNullable(tries.get(duty.reason()))
        .filter(it -> it.key().isPresent() || it.circumstances() == duty.circumstances())
        .orElseGet(() -> Try.first(duty));
  }

  private void put(Duty duty, Try next) {
    tries.put(duty.reason(), next);
  }
}
