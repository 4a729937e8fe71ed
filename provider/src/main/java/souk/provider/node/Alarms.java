package souk.provider.node;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import souk.protocol.value.Address;
import souk.provider.journal.AttemptId;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.index.IndexedJob;

/** Tells the operator of what must be done soon and is not done. Its counts are for any thread. */
final class Alarms {
  private final Address self;
  private final Duration revealWindow;
  private final ProviderLog log;
  private final AtomicInteger standing = new AtomicInteger();
  private final AtomicLong raised = new AtomicLong();
  private Set<Alarm> told = Set.of();

  private record Alarm(AttemptId attempt, Due due) {}

  /**
   * @param revealWindow time the market gives to reveal
   */
  Alarms(Address self, Duration revealWindow, ProviderLog log) {
    this.self = self;
    this.revealWindow = revealWindow;
    this.log = log;
  }

  /** Looks at every job of this provider; each alarm is told once. */
  void atBlock(Head now, Collection<IndexedJob> jobs) {
    var alarms = new HashSet<Alarm>();
    for (var indexed : jobs) {
      var job = indexed.snapshot();
      if (job.provider().filter(self::equals).isPresent()) {
        Due.of(job, revealWindow)
            .filter(due -> due.isAlarming(now.time()))
            .ifPresent(due -> alarms.add(new Alarm(id(job), due)));
      }
    }
    alarms.stream().filter(alarm -> !told.contains(alarm)).forEach(alarm -> raise(alarm, now));
    standing.set(alarms.size());
    told = alarms;
  }

  /** Deadlines that are near now. */
  int standing() {
    return standing.get();
  }

  /** Alarms since the start. */
  long raised() {
    return raised.get();
  }

  private void raise(Alarm alarm, Head now) {
    raised.incrementAndGet();
    log.alarm(alarm.attempt(), alarm.due().what(), alarm.due().left(now.time()));
  }

  private static AttemptId id(JobSnapshot job) {
    return new AttemptId(job.id(), job.attempt());
  }
}
