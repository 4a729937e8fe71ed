package souk.settlement.index;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import souk.protocol.evidence.Receipt;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.Deal;
import souk.settlement.chain.DemandEvent;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.LegEvent;
import souk.settlement.chain.Relayed;

/** What events have told about one job, and what follows from it. */
final class JobHistory {
  private final long number;
  private final Hash id;
  private final JobSpec spec;
  private final Amount leastReward;
  private final List<ChainEvent> events = new ArrayList<>();
  private final List<Long> numbers = new ArrayList<>();
  private final Set<Address> parties = new HashSet<>();
  private @Nullable JobState end;
  private long endNumber;

  /**
   * @param number number of the event that posted it
   * @param posted that event; the first to {@link #add}
   * @param leastReward the market's least r
   */
  JobHistory(long number, ChainEvent.JobPosted posted, Amount leastReward) {
    this.number = number;
    this.id = posted.jobId();
    this.spec = posted.job();
    this.leastReward = leastReward;
    parties.add(spec.consumer());
  }

  /**
   * Takes in what happened next.
   *
   * @param at the event's number
   */
  void add(long at, ChainEvent event) {
    events.add(event);
    numbers.add(at);
    if (event instanceof ChainEvent.JobMatched matched) {
      parties.add(matched.deal().provider());
      parties.add(matched.deal().marketNode());
    }
    end(event)
        .ifPresent(
            state -> {
              end = state;
              endNumber = at;
            });
  }

  long number() {
    return number;
  }

  Hash id() {
    return id;
  }

  JobSpec spec() {
    return spec;
  }

  /** All of it, oldest first. */
  List<ChainEvent> events() {
    return List.copyOf(events);
  }

  /** The numbers of its events, growing. */
  List<Long> numbers() {
    return Collections.unmodifiableList(numbers);
  }

  /** Height of the block that told the newest of it. */
  long newestBlock() {
    return events.getLast().at().blockNumber();
  }

  /** Whether it is in a state that nothing follows. */
  boolean hasEnded() {
    return end != null;
  }

  /** The final state it is in. */
  Optional<JobState> end() {
    return Optional.ofNullable(end);
  }

  /** The number of the event that ended it; of no meaning while it goes on. */
  long endNumber() {
    return endNumber;
  }

  /** Who ran the last attempt, if it was matched. */
  Optional<Address> lastProvider() {
    return deal(lastAttempt()).map(Deal::provider);
  }

  /** Who took a job so far to which that happened. */
  static Set<Address> providers(List<ChainEvent> events) {
    return events.stream()
        .filter(ChainEvent.JobMatched.class::isInstance)
        .map(event -> ((ChainEvent.JobMatched) event).deal().provider())
        .collect(toUnmodifiableSet());
  }

  /** Who paid, took and matched the job. */
  Set<Address> parties() {
    return Collections.unmodifiableSet(parties);
  }

  /** Claims and demands about the job. */
  Set<Hash> matters() {
    return events.stream()
        .flatMap(event -> Matters.opened(event).stream())
        .collect(toUnmodifiableSet());
  }

  /** The job as the contracts tell it. */
  IndexedJob with(JobSnapshot snapshot) {
    return new IndexedJob(
        id,
        spec,
        snapshot,
        result(),
        receipt(),
        unpaidClaims(snapshot),
        demands(),
        deal(snapshot.attempt()).map(Deal::engine));
  }

  /**
   * The job after its end, of which the contracts keep little.
   *
   * @param at the block it is told for
   */
  IndexedJob ended(Head at) {
    var attempt = lastAttempt();
    return with(
        new JobSnapshot(
            id,
            requireNonNull(end, "the job goes on"),
            attempt,
            spec.consumer(),
            Amount.ZERO,
            spec.fuelLimit(),
            deal(attempt).map(deal -> deal.terms(spec.fuelLimit(), leastReward)),
            wasSampled(),
            HashPrefix.NONE,
            HashPrefix.NONE,
            result().map(Result::fuelUsed).orElse(Fuel.ZERO),
            false,
            List.of(),
            List.of(),
            Relayed.NONE,
            at));
  }

  /** The final state that an event brings. */
  static Optional<JobState> end(ChainEvent event) {
    return switch (event) {
      case ChainEvent.JobSettled _ -> Optional.of(new JobState.Settled());
      case ChainEvent.JobRefunded _ -> Optional.of(new JobState.Refunded());
      case ChainEvent.JobVoided _ -> Optional.of(new JobState.Void());
      default -> Optional.empty();
    };
  }

  private boolean wasSampled() {
    return newest(ChainEvent.JobSettled.class).filter(ChainEvent.JobSettled::sampled).isPresent();
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
                    legs().plus(settled.paid()).plus(settled.fee()),
                    settled.refunded(),
                    settled.at().transaction()));
  }

  /** What those got who began the job. */
  private Amount legs() {
    return all(LegEvent.LegPaid.class)
        .map(leg -> leg.paid().plus(leg.fee()))
        .reduce(Amount.ZERO, Amount::plus);
  }

  private <T extends ChainEvent> Optional<T> newest(Class<T> kind) {
    return all(kind).findFirst();
  }

  private <T extends ChainEvent> Stream<T> all(Class<T> kind) {
    return newestFirst().filter(kind::isInstance).map(kind::cast);
  }

  private Stream<ChainEvent> newestFirst() {
    return events.reversed().stream();
  }
}
