package souk.market.node;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import souk.client.api.Explanation;
import souk.market.match.Demand;
import souk.market.match.Reasons;
import souk.market.match.Seller;
import souk.market.match.Supply;
import souk.protocol.job.JobState;
import souk.protocol.job.Placement;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.IndexedOffer;
import souk.settlement.index.JobIndex;

/** Says why jobs are not matched yet, out of the index alone. Thread-safe. */
final class Explanations {
  private final JobIndex index;
  private final Climates climates;
  private final Function<Hash, Optional<Placement>> placements;

  /**
   * @param placements the consumers' wishes where their jobs run
   */
  Explanations(JobIndex index, Climates climates, Function<Hash, Optional<Placement>> placements) {
    this.index = index;
    this.climates = climates;
    this.placements = placements;
  }

  /** Why that job is not matched yet; empty if there is no such job. */
  Optional<Explanation> of(Hash jobId) {
    return index.job(jobId).flatMap(job -> index.head().map(head -> explain(job, head)));
  }

  private Explanation explain(IndexedJob job, Head head) {
    var state = job.snapshot().state();
    if (!(state instanceof JobState.Open)) {
      return new Explanation(
          job.id(), state.label(), 0, 0, List.of(), "the job is " + state.label() + ", not open");
    }
    var reasons = Reasons.of(demand(job), supplies(), climates.at(head), head.time());
    return new Explanation(
        job.id(),
        state.label(),
        reasons.offers(),
        reasons.fitting(),
        reasons.failing().stream().map(Explanations::view).toList(),
        reasons.summary());
  }

  private static Explanation.Failing view(Reasons.Failing failing) {
    return new Explanation.Failing(
        failing.requirement().toString(), failing.offers(), failing.onlyThis(), failing.remedy());
  }

  private Demand demand(IndexedJob job) {
    return new Demand(
        job.id(),
        job.spec(),
        job.snapshot().attempt(),
        index.providers(job.id()),
        Set.of(),
        Map.of(),
        placements.apply(job.id()));
  }

  private List<Supply> supplies() {
    var running =
        index.live().stream()
            .filter(RunningJobs::isRunning)
            .flatMap(job -> job.snapshot().provider().stream())
            .collect(groupingBy(Function.identity(), counting()));
    return index.offers().stream().map(offer -> supply(offer, running)).toList();
  }

  private Supply supply(IndexedOffer offer, Map<Address, Long> running) {
    var provider = offer.offer().provider();
    var seller =
        index
            .provider(provider)
            .map(
                it ->
                    new Seller(
                        provider,
                        it.free(),
                        running.getOrDefault(provider, 0L).intValue(),
                        it.auditedValue(),
                        it.cleanAuditsOwed(),
                        false))
            .orElseGet(() -> Seller.unknown(provider));
    return new Supply(offer.id(), offer.offer(), seller);
  }
}
