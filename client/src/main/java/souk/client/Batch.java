package souk.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import souk.protocol.value.Hash;

/**
 * What became of jobs that were posted, or handed in, together. Each is in one of three places, in
 * the order they were asked for.
 *
 * @param taken the market has them
 * @param refused it does not, and why: one line each; nothing is escrowed for them
 * @param undecided still on their way to the chain when the time was over; they go on when the
 *     account is next used
 */
public record Batch(List<Hash> taken, Map<Hash, String> refused, List<Hash> undecided) {
  public Batch {
    taken = List.copyOf(taken);
    refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
    undecided = List.copyOf(undecided);
  }

  /** Whether the market has all of them. */
  public boolean isComplete() {
    return refused.isEmpty() && undecided.isEmpty();
  }

  /**
   * The ids of all of them, in the order they were asked for.
   *
   * @throws SoukException if the market does not have all; says why of the first
   */
  public List<Hash> requireAll() {
    undecided.stream()
        .findFirst()
        .ifPresent(
            id -> {
              throw SoukException.undecided("job %s is still on its way".formatted(id));
            });
    refused.entrySet().stream()
        .findFirst()
        .ifPresent(
            it -> {
              throw SoukException.refused(
                  "the market does not take job %s: %s".formatted(it.getKey(), it.getValue()));
            });
    return taken;
  }
}
