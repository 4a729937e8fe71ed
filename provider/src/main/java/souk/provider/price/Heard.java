package souk.provider.price;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import souk.protocol.value.Price;

/**
 * A price that somebody else sells for.
 *
 * @param weight how much stands behind it, at least 0: what has none is not heard
 */
public record Heard(Price price, BigInteger weight) {

  /** The price with half of the weight at or below it; empty if nothing has any. */
  static Optional<Price> median(List<Heard> heard) {
    var whole = heard.stream().map(Heard::weight).reduce(BigInteger.ZERO, BigInteger::add);
    var half = whole.add(BigInteger.ONE).shiftRight(1);
    var below = BigInteger.ZERO;
    for (var one : heard.stream().sorted(Comparator.comparing(Heard::price)).toList()) {
      below = below.add(one.weight());
      if (below.signum() > 0 && below.compareTo(half) >= 0) {
        return Optional.of(one.price());
      }
    }
    return Optional.empty();
  }
}
