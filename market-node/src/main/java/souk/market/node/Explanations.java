package souk.market.node;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import souk.client.api.Explanation;
import souk.market.match.Demand;
import souk.market.match.Reasons;
import souk.market.match.Seller;
import souk.market.match.Supply;
import souk.market.order.SignedOrders;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;

/** Says why jobs are not matched yet, posted or signed. Thread-safe. */
final class Explanations {
  private final JobIndex index;
  private final SignedOrders orders;
  private final Climates climates;
  private final Function<Amount, String> money;

  /**
   * @param orders what is handed in, and the consumers' wishes where their jobs run
   * @param money how amounts are told
   */
  Explanations(
      JobIndex index, SignedOrders orders, Climates climates, Function<Amount, String> money) {
    this.index = index;
    this.orders = orders;
    this.climates = climates;
    this.money = money;
  }

  /** Why that job is not matched yet; empty if there is no such job. */
  Optional<Explanation> of(Hash jobId) {
    return index.head().flatMap(head -> of(jobId, head));
  }

  private Optional<Explanation> of(Hash jobId, Head head) {
    return index
        .job(jobId)
        .map(job -> explain(job, head))
        .or(() -> orders.job(jobId).map(job -> open(demand(jobId, job.job(), 0), head)));
  }

  private Explanation explain(IndexedJob job, Head head) {
    var state = job.snapshot().state();
    return state instanceof JobState.Open
        ? open(demand(job.id(), job.spec(), job.snapshot().attempt()), head)
        : new Explanation(
            job.id(), state.label(), 0, 0, List.of(), "the job is " + state.label() + ", not open");
  }

  private Explanation open(Demand demand, Head head) {
    var reasons = Reasons.of(demand, supplies(), climates.at(head), head.time(), money);
    return new Explanation(
        demand.jobId(),
        new JobState.Open(demand.spec().latestFinish()).label(),
        reasons.offers(),
        reasons.fitting(),
        reasons.failing().stream().map(Explanations::view).toList(),
        reasons.summary());
  }

  private static Explanation.Failing view(Reasons.Failing failing) {
    return new Explanation.Failing(
        failing.requirement().toString(), failing.offers(), failing.onlyThis(), failing.remedy());
  }

  private Demand demand(Hash id, JobSpec job, int attempt) {
    return new Demand(
        id, job, attempt, index.providers(id), Set.of(), Map.of(), orders.placement(id));
  }

  private List<Supply> supplies() {
    var running =
        index.live().stream()
            .filter(RunningJobs::isRunning)
            .flatMap(job -> job.snapshot().provider().stream())
            .collect(groupingBy(Function.identity(), counting()));
    var posted = index.offers().stream().map(it -> supply(it.id(), it.offer(), running));
    var signed = orders.offers().stream().map(it -> supply(orders.idOf(it), it.offer(), running));
    return Stream.concat(posted, signed).toList();
  }

  private Supply supply(Hash id, Offer offer, Map<Address, Long> running) {
    var provider = offer.provider();
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
    return new Supply(id, offer, seller);
  }
}
