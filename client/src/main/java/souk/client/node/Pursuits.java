package souk.client.node;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import souk.settlement.chain.Call;
import souk.settlement.tx.Outbox;
import souk.settlement.tx.TxOutcome;

/**
 * Sees to it that calls take effect, however often they fail: who still misses an effect at a block
 * asks again, and a call that failed is made anew after 2, 4, 8 .. 32 blocks. Not thread-safe.
 */
public final class Pursuits {
  private static final int MOST_DOUBLINGS = 5;
  private static final Tries NONE = new Tries(0, 0);

  /** Takes calls to the chain, each once for its key; the outbox does. */
  @FunctionalInterface
  public interface Sender {
    /** Submits the call unless it was before, and tells what has become of it. */
    TxOutcome submit(String key, Call call);
  }

  private record Tries(int failed, long notBefore) {
    Tries failedAt(long block) {
      return new Tries(failed + 1, block + (1L << Math.min(failed + 1, MOST_DOUBLINGS)));
    }
  }

  private final Sender sender;
  private final Map<String, Tries> tries = new HashMap<>();

  /** Pursuits through that sender. */
  public Pursuits(Sender sender) {
    this.sender = sender;
  }

  /** Pursuits through an outbox. */
  public static Pursuits through(Outbox outbox) {
    return new Pursuits(
        (key, call) ->
            outbox
                .outcome(key)
                .orElseGet(
                    () -> {
                      outbox.submit(key, call);
                      return new TxOutcome.Pending();
                    }));
  }

  /**
   * Makes a call whose effect is missing.
   *
   * @param aim names the effect; one aim is one call at a time
   * @param seenAt height at which the effect was missing
   * @return why a try failed that has failed now, one line
   */
  public Optional<String> pursue(String aim, Call call, long seenAt) {
    var before = tries.getOrDefault(aim, NONE);
    if (seenAt < before.notBefore()) {
      return Optional.empty();
    }
    var failure = failure(sender.submit(aim + "#" + before.failed(), call), seenAt);
    failure.ifPresent(_ -> tries.put(aim, before.failedAt(seenAt)));
    return failure;
  }

  private static Optional<String> failure(TxOutcome outcome, long seenAt) {
    return switch (outcome) {
      case TxOutcome.Pending _ -> Optional.empty();
      case TxOutcome.Included included when included.blockNumber() > seenAt -> Optional.empty();
      case TxOutcome.Included included when included.skipped().isEmpty() ->
          Optional.of("it changed nothing");
      case TxOutcome.Included included ->
          Optional.of(
              included.skipped().values().stream()
                  .map(reason -> reason.toString())
                  .collect(joining(", ")));
      case TxOutcome.Reverted(var reason) -> Optional.of(reason.toString());
      case TxOutcome.Rejected(var reason) -> Optional.of(reason);
    };
  }
}
