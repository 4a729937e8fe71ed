package souk.market.match;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import souk.protocol.offer.Region;
import souk.protocol.value.Amount;

/** The least change of a job that would open an offer which fails one requirement only. */
final class Remedies {
  private final Climate climate;
  private final Instant blockTime;
  private final Function<Amount, String> money;

  /**
   * @param money how amounts are told
   */
  Remedies(Climate climate, Instant blockTime, Function<Amount, String> money) {
    this.climate = climate;
    this.blockTime = blockTime;
    this.money = money;
  }

  /**
   * What to do, one line; empty if there is no such offer.
   *
   * @param failing pairs that fail that requirement and no other
   */
  Optional<String> least(Requirement requirement, List<Pair> failing) {
    if (failing.isEmpty()) {
      return Optional.empty();
    }
    return switch (requirement) {
      case PRICE -> leastPrice(failing);
      case FUEL ->
          most(failing, it -> it.offer().maxFuel()).map("lower the fuel limit to %s"::formatted);
      case MEMORY ->
          most(failing, it -> it.offer().maxPages())
              .map("lower the memory limit to %s pages"::formatted);
      case SPEED ->
          least(failing, this::earliestFinish).map("let it finish as late as %s"::formatted);
      case TAGS -> least(failing, Remedies::missingTags).map("do without the tags %s"::formatted);
      case STAKE ->
          most(failing, it -> Math.min(it.offer().stakeMultiple(), Fit.MOST_STAKE_MULTIPLE))
              .map("lower the least stake multiple to %s"::formatted);
      case VALUE_AT_RISK -> leastRisk(failing);
      case REGION -> Optional.of(leastRegion(failing));
      case ENGINE ->
          least(failing, it -> it.offer().engine().text()).map("allow the engine %s"::formatted);
      case REPUTATION ->
          most(failing, it -> it.seller().audited())
              .map(money)
              .map("ask for an audited value of at most %s"::formatted);
      case BLOCKED -> least(failing, Pair::provider).map("do not block %s"::formatted);
      case EXPIRY -> Optional.of("wait for an offer to be renewed");
      case SLOTS -> Optional.of("wait: the providers that fit are busy");
      case BOND -> Optional.of("wait: the providers that fit have no bond free for it");
      case FAILED_BEFORE, REFUSED_BEFORE -> Optional.of("wait for another provider");
    };
  }

  private Optional<String> leastPrice(List<Pair> failing) {
    return failing.stream()
        .map(it -> it.offer().price())
        .filter(Score::isHeld)
        .min(Comparator.naturalOrder())
        .map(it -> "raise the price ceiling to %s per Gfuel".formatted(money.apply(it.perGfuel())));
  }

  private static String leastRegion(List<Pair> failing) {
    return failing.stream()
        .flatMap(it -> Region.of(it.offer().tags()).stream())
        .min(Comparator.naturalOrder())
        .map("allow the region %s"::formatted)
        .orElse("ask for no region");
  }

  private Instant earliestFinish(Pair pair) {
    return blockTime.plusSeconds(Fit.secondsNeeded(pair));
  }

  /** Their numbers; the fewest come first. */
  private static Missing missingTags(Pair pair) {
    var asked = pair.demand().spec().tags().bits();
    return new Missing(asked.andNot(pair.offer().tags().bits()));
  }

  private Optional<String> leastRisk(List<Pair> failing) {
    var most = failing.stream().flatMap(it -> climate.mostRisk(it).stream()).max(Amount::compareTo);
    return Optional.of(
        most.map(money)
            .map("lower the value at risk to %s"::formatted)
            .orElse("wait for verifiers: nobody may verify it"));
  }

  private static <T extends Comparable<? super T>> Optional<T> least(
      List<Pair> failing, Function<Pair, T> of) {
    return failing.stream().map(of).min(Comparator.naturalOrder());
  }

  private static <T extends Comparable<? super T>> Optional<T> most(
      List<Pair> failing, Function<Pair, T> of) {
    return failing.stream().map(of).max(Comparator.naturalOrder());
  }

  private record Missing(BigInteger bits) implements Comparable<Missing> {
    private static final Comparator<Missing> FEWEST =
        Comparator.comparingInt((Missing it) -> it.bits().bitCount()).thenComparing(Missing::bits);

    @Override
    public int compareTo(Missing other) {
      return FEWEST.compare(this, other);
    }

    @Override
    public String toString() {
      return IntStream.range(0, bits.bitLength())
          .filter(bits::testBit)
          .mapToObj(Integer::toString)
          .collect(Collectors.joining(", "));
    }
  }
}
