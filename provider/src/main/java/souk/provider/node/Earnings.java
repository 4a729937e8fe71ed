package souk.provider.node;

import java.util.List;
import java.util.function.Function;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.provider.journal.AttemptId;
import souk.provider.journal.ProviderJournal;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LegEvent;
import souk.settlement.index.IndexedJob;

/**
 * Books what a job that is over paid this provider, less market fees: for its last turns, or for
 * those that another provider went on from.
 */
final class Earnings {
  private final Address self;
  private final Function<Hash, List<ChainEvent>> events;
  private final ProviderJournal journal;
  private final ProviderLog log;

  /**
   * @param events everything that happened to a job
   */
  Earnings(
      Address self,
      Function<Hash, List<ChainEvent>> events,
      ProviderJournal journal,
      ProviderLog log) {
    this.self = self;
    this.events = events;
    this.journal = journal;
    this.log = log;
  }

  /** Books a job that is final; nothing if it paid this provider nothing. */
  void book(AttemptId id, IndexedJob job) {
    var isLast = job.snapshot().provider().filter(self::equals).isPresent();
    var earned =
        events.apply(job.id()).stream()
            .map(event -> paid(event, isLast))
            .reduce(Amount.ZERO, Amount::plus);
    if (!earned.isZero()) {
      journal.paid(job.id(), earned, isLast && job.snapshot().sampled());
      log.paid(id, earned);
    }
  }

  private Amount paid(ChainEvent event, boolean isLast) {
    return switch (event) {
      case ChainEvent.JobSettled settled when isLast -> settled.paid();
      case LegEvent.LegPaid leg when leg.provider().equals(self) -> leg.paid();
      default -> Amount.ZERO;
    };
  }
}
