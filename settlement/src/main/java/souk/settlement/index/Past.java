package souk.settlement.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Head;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Session;

/** What the journal has of the past, up to the block that is shown. */
final class Past {
  private final Journal journal;
  private final JobStore store;

  Past(Journal journal, JobStore store) {
    this.journal = journal;
    this.store = store;
  }

  /** A job that is not shown any more. */
  Optional<IndexedJob> job(Hash id, View view) {
    return history(id, view)
        .filter(JobHistory::hasEnded)
        .flatMap(job -> view.head().map(job::ended));
  }

  List<ChainEvent> events(Hash jobId, View view) {
    return history(jobId, view).map(JobHistory::events).orElse(List.of());
  }

  List<ChainEvent> events(EventQuery query, View view) {
    return journal.compute(session -> EventStore.find(session, query, view.events()));
  }

  /** A page of jobs, of which the newest are those shown and the others here. */
  JobPage jobs(JobQuery query, View view) {
    return view.head()
        .map(head -> journal.compute(session -> jobs(session, query, view, head)))
        .orElse(new JobPage(List.of(), OptionalLong.empty()));
  }

  Map<Long, Instant> times(Collection<Long> blocks, Chain chain) {
    var times = new TreeMap<Long, Instant>();
    journal.transact(
        session ->
            blocks.forEach(
                block ->
                    BlockStore.time(session, block).ifPresent(time -> times.put(block, time))));
    for (var block : blocks) {
      if (!times.containsKey(block)) {
        chain.block(block).ifPresent(head -> times.put(block, head.time()));
      }
    }
    return times;
  }

  private Optional<JobHistory> history(Hash id, View view) {
    return journal.compute(session -> store.find(session, id, view.events()));
  }

  private record Listed(long number, IndexedJob job) {}

  private JobPage jobs(Session session, JobQuery query, View view, Head head) {
    var most = query.limit() + 1;
    var before = query.before().orElse(Long.MAX_VALUE);
    var found = new ArrayList<>(shown(query, before, view));
    found.addAll(ended(session, query, before, most, view, head));
    found.sort(Comparator.comparingLong(Listed::number).reversed());
    var page = found.subList(0, Math.min(query.limit(), found.size()));
    return new JobPage(
        page.stream().map(Listed::job).toList(),
        found.size() > query.limit()
            ? OptionalLong.of(page.getLast().number())
            : OptionalLong.empty());
  }

  private static List<Listed> shown(JobQuery query, long before, View view) {
    var found = new ArrayList<Listed>();
    for (var shown : view.jobsBefore(before)) {
      if (found.size() <= query.limit() && query.isAbout(shown.job())) {
        found.add(new Listed(shown.number(), shown.job()));
      }
    }
    return found;
  }

  private List<Listed> ended(
      Session session, JobQuery query, long before, int most, View view, Head head) {
    var found = new ArrayList<Listed>();
    var next = before;
    List<JobHistory> part;
    do {
      part = store.ended(session, query, next, most, view.events());
      for (var job : part) {
        next = job.number();
        var indexed = job.ended(head);
        if (!view.hasJob(job.id()) && query.isAbout(indexed)) {
          found.add(new Listed(job.number(), indexed));
        }
      }
    } while (part.size() == most && found.size() < most);
    return found;
  }
}
