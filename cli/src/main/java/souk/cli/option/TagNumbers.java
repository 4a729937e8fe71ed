package souk.cli.option;

import java.util.Collection;
import souk.protocol.offer.Tags;

/** Capability tags by their numbers. */
public final class TagNumbers {
  private static final int COUNT = 256;

  private TagNumbers() {}

  /**
   * The set of them.
   *
   * @throws IllegalArgumentException if a number is none of a tag
   */
  public static Tags set(Collection<Integer> numbers) {
    var tags = Tags.NONE;
    for (var number : numbers) {
      if (number < 0 || number >= COUNT) {
        throw new IllegalArgumentException("a tag is 0..255, not " + number);
      }
      tags = tags.with(number);
    }
    return tags;
  }
}
