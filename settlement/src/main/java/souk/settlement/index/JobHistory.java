package souk.settlement.index;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import souk.protocol.evidence.Receipt;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.JobSnapshot;

/** What events have told about one job, newest first, so that the newest can be taken back. */
final class JobHistory {
  private final Hash id;
  private final Deque<ChainEvent.OfJob> events = new ArrayDeque<>();

  JobHistory(Hash id) {
    this.id = id;
  }

  void add(ChainEvent.OfJob event) {
    events.addFirst(event);
  }

  /** Forgets what was told of that block and those above; whether there was anything. */
  boolean rollBack(long fromBlock) {
    return events.removeIf(event -> event.at().blockNumber() >= fromBlock);
  }

  Optional<JobSpec> spec() {
    return newest(ChainEvent.JobPosted.class).map(ChainEvent.JobPosted::job);
  }

  Set<Address> providers() {
    return events.stream()
        .filter(ChainEvent.JobMatched.class::isInstance)
        .map(matched -> ((ChainEvent.JobMatched) matched).terms().provider())
        .collect(toUnmodifiableSet());
  }

  IndexedJob with(JobSpec spec, JobSnapshot snapshot) {
    return new IndexedJob(id, spec, snapshot, result(), receipt());
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
    return events.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
