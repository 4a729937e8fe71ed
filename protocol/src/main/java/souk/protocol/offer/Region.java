package souk.protocol.offer;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a provider says it runs. An offer carries its region as a capability tag, so a job may ask
 * for one like for any other capability; a {@link souk.protocol.job.Placement} may ask for any of
 * several.
 */
public enum Region {
  AFRICA(240),
  ASIA_EAST(241),
  ASIA_SOUTH(242),
  EUROPE(243),
  MIDDLE_EAST(244),
  NORTH_AMERICA(245),
  OCEANIA(246),
  SOUTH_AMERICA(247);

  private final int tag;

  Region(int tag) {
    this.tag = tag;
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if there is no such region
   */
  public static Region parse(String text) {
    return Arrays.stream(values())
        .filter(region -> region.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a region is one of %s".formatted(allTexts())));
  }

  /** The regions whose tags are in the set. */
  public static Set<Region> of(Tags tags) {
    var regions = EnumSet.noneOf(Region.class);
    for (var region : values()) {
      if (tags.bits().testBit(region.tag)) {
        regions.add(region);
      }
    }
    return regions;
  }

  /** The tags of those regions. */
  public static Tags tags(Set<Region> regions) {
    var bits = BigInteger.ZERO;
    for (var region : regions) {
      bits = bits.setBit(region.tag);
    }
    return new Tags(bits);
  }

  /** Number of its capability tag, 240..247. */
  public int tag() {
    return tag;
  }

  /** Its name in lower case with dashes, as {@code north-america}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String allTexts() {
    return Arrays.stream(values()).map(Region::toString).collect(Collectors.joining(", "));
  }
}
