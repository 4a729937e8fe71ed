package souk.client.market;

import java.util.Optional;
import souk.client.api.WireLimits;

/**
 * Which part of a list.
 *
 * @param limit at most so many elements, 1..{@link WireLimits#MAX_LIST}
 * @param after the {@code next} of the part before; empty for the first
 */
public record Page(int limit, Optional<String> after) {
  /** The first part, of the usual size. */
  public static final Page FIRST = new Page(WireLimits.DEFAULT_LIST, Optional.empty());

  /**
   * @throws IllegalArgumentException if the limit is outside its range
   */
  public Page {
    if (limit < 1 || limit > WireLimits.MAX_LIST) {
      throw new IllegalArgumentException(
          "a list has 1..%d elements".formatted(WireLimits.MAX_LIST));
    }
  }

  /** The part that follows on one whose {@code next} this is. */
  public Page after(String next) {
    return new Page(limit, Optional.of(next));
  }
}
