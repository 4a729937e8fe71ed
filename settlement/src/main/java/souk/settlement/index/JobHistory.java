package souk.settlement.index;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import souk.protocol.evidence.Receipt;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.Deal;
import souk.settlement.chain.DemandEvent;
import souk.settlement.chain.JobSnapshot;

/** What events have told about one job, newest first, so that the newest can be taken back. */
final class JobHistory {
  private final Hash id;
  private final Amount leastReward;
  private final Deque<ChainEvent> events = new ArrayDeque<>();

  /**
   * @param leastReward the market's least r
   */
  JobHistory(Hash id, Amount leastReward) {
    this.id = id;
    this.leastReward = leastReward;
  }

  void add(ChainEvent event) {
    events.addFirst(event);
  }

  /** Forgets what was told of that block and those above; whether there was anything. */
  boolean rollBack(long fromBlock) {
    return events.removeIf(event -> event.at().blockNumber() >= fromBlock);
  }

  Optional<JobSpec> spec() {
    return newest(ChainEvent.JobPosted.class).map(ChainEvent.JobPosted::job);
  }

  /** All of it, oldest first. */
  List<ChainEvent> events() {
    return List.copyOf(events).reversed();
  }

  /** Who paid, took and matched the job. */
  Set<Address> parties() {
    var deals = all(ChainEvent.JobMatched.class).map(ChainEvent.JobMatched::deal);
    return Stream.concat(
            spec().map(JobSpec::consumer).stream(),
            deals.flatMap(deal -> Stream.of(deal.provider(), deal.marketNode())))
        .collect(toUnmodifiableSet());
  }

  Set<Address> providers() {
    return all(ChainEvent.JobMatched.class)
        .map(matched -> matched.deal().provider())
        .collect(toUnmodifiableSet());
  }

  IndexedJob with(JobSpec spec, JobSnapshot snapshot) {
    var whole = snapshot.state().isFinal() ? ended(spec, snapshot) : snapshot;
    return new IndexedJob(
        id,
        spec,
        whole,
        result(),
        receipt(),
        unpaidClaims(whole),
        demands(),
        deal(whole.attempt()).map(Deal::engine));
  }

  private JobSnapshot ended(JobSpec spec, JobSnapshot snapshot) {
    var attempt = lastAttempt();
    return snapshot.ended(
        attempt,
        spec.fuelLimit(),
        deal(attempt).map(deal -> deal.terms(spec.fuelLimit(), leastReward)),
        result().map(Result::fuelUsed).orElse(Fuel.ZERO));
  }

  private Optional<Deal> deal(int attempt) {
    return newest(ChainEvent.JobMatched.class)
        .map(ChainEvent.JobMatched::deal)
        .filter(deal -> deal.attempt() == attempt);
  }

  private int lastAttempt() {
    var matched = newest(ChainEvent.JobMatched.class).map(it -> it.deal().attempt());
    var reopened = newest(ChainEvent.JobReopened.class).map(ChainEvent.JobReopened::attempt);
    return Math.max(matched.orElse(0), reopened.orElse(0));
  }

  /** Claims about attempts that are over: the contracts no longer list them with the job. */
  private List<Hash> unpaidClaims(JobSnapshot now) {
    var closed =
        all(ClaimEvent.ClaimClosed.class).map(ClaimEvent::claimId).collect(toUnmodifiableSet());
    return all(ClaimEvent.ClaimOpened.class)
        .filter(claim -> now.state().isFinal() || claim.attempt() < now.attempt())
        .map(ClaimEvent::claimId)
        .filter(claim -> !closed.contains(claim))
        .toList();
  }

  private List<DemandEvent.ChunkDemanded> demands() {
    var over =
        all(DemandEvent.class)
            .filter(event -> !(event instanceof DemandEvent.ChunkDemanded))
            .map(DemandEvent::demandId)
            .collect(toUnmodifiableSet());
    return all(DemandEvent.ChunkDemanded.class)
        .filter(demand -> !over.contains(demand.demandId()))
        .toList();
  }

  private Optional<Result> result() {
    return newest(ChainEvent.ResultRevealed.class).map(ChainEvent.ResultRevealed::result);
  }

  private Optional<Receipt> receipt() {
    return newest(ChainEvent.JobSettled.class)
        .map(
            settled ->
                new Receipt(
                    id,
                    newest(ChainEvent.ResultRevealed.class)
                        .map(ChainEvent.ResultRevealed::resultRoot)
                        .orElse(Hash.ZERO),
                    result().map(Result::fuelUsed).orElse(Fuel.ZERO),
                    settled.paid().plus(settled.fee()),
                    settled.refunded(),
                    settled.at().transaction()));
  }

  private <T extends ChainEvent> Optional<T> newest(Class<T> kind) {
    return all(kind).findFirst();
  }

  private <T extends ChainEvent> Stream<T> all(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }
}
