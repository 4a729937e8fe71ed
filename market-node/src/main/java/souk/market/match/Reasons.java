package souk.market.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import souk.protocol.value.Amount;

/**
 * Why a job waits: which offers fail which of its requirements, and what would change that.
 *
 * @param offers offers that were looked at
 * @param fitting those that meet every requirement
 * @param failing the requirements that some offer fails
 */
public record Reasons(int offers, int fitting, List<Failing> failing) {
  public Reasons {
    failing = List.copyOf(failing);
  }

  /**
   * A requirement that offers fail.
   *
   * @param offers how many
   * @param onlyThis how many of them fail nothing else
   * @param remedy the least change of the job that opens one of these, if it can do anything
   */
  public record Failing(
      Requirement requirement, int offers, int onlyThis, Optional<String> remedy) {}

  /**
   * Looks at every offer.
   *
   * @param blockTime time of the newest block
   * @param money how amounts are told
   */
  public static Reasons of(
      Demand demand,
      List<Supply> supplies,
      Climate climate,
      Instant blockTime,
      Function<Amount, String> money) {
    var fit = new Fit(climate, blockTime);
    var counts = new EnumMap<Requirement, Integer>(Requirement.class);
    var alone = new EnumMap<Requirement, List<Pair>>(Requirement.class);
    var fitting = 0;
    for (var supply : supplies) {
      var pair = supply.with(demand);
      var failing = fit.failing(pair);
      failing.forEach(requirement -> counts.merge(requirement, 1, Integer::sum));
      if (failing.isEmpty()) {
        fitting++;
      } else if (failing.size() == 1) {
        alone.computeIfAbsent(failing.iterator().next(), _ -> new ArrayList<>()).add(pair);
      }
    }
    return new Reasons(
        supplies.size(), fitting, failing(counts, alone, new Remedies(climate, blockTime, money)));
  }

  /** One line for a person. */
  public String summary() {
    if (offers == 0) {
      return "no offer stands: wait for a provider, or start one";
    }
    if (fitting > 0) {
      return "%d of %d offers fit: the job waits for a provider's word".formatted(fitting, offers);
    }
    var remedy = failing.stream().flatMap(it -> it.remedy().stream()).findFirst();
    return "none of %d offers fits: %s".formatted(offers, remedy.orElse("several things at once"));
  }

  private static List<Failing> failing(
      Map<Requirement, Integer> counts, Map<Requirement, List<Pair>> alone, Remedies remedies) {
    return counts.entrySet().stream()
        .map(
            entry -> {
              var only = alone.getOrDefault(entry.getKey(), List.of());
              return new Failing(
                  entry.getKey(),
                  entry.getValue(),
                  only.size(),
                  remedies.least(entry.getKey(), only));
            })
        .toList();
  }
}
