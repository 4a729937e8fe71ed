package souk.settlement.index;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.journal.Session;

/** Jobs that have not ended, or to which something happened a little while ago. */
final class LiveJobs {
  private final JobStore store;
  private final Map<Hash, JobHistory> jobs = new HashMap<>();
  // Claims and demands about them.
  private final Map<Hash, JobHistory> matters = new HashMap<>();
  // Jobs that have ended, by when something happened to them last, oldest first.
  private final Deque<Idle> idle = new ArrayDeque<>();

  private record Idle(long block, JobHistory job) {}

  LiveJobs(JobStore store) {
    this.store = store;
  }

  /** The job that the next event is about, if it is about one that was posted. */
  @Nullable JobHistory about(Session session, StoredEvent stored) {
    return switch (stored.event()) {
      case ChainEvent.JobPosted posted -> posted(stored.number(), posted);
      case ChainEvent.OfJob event -> find(session, event.jobId(), stored.number());
      case ChainEvent event ->
          Matters.named(event)
              .map(matter -> findByMatter(session, matter, stored.number()))
              .orElse(null);
    };
  }

  /** Takes in an event about a job. */
  void add(JobHistory job, StoredEvent stored) {
    var event = stored.event();
    job.add(stored.number(), event);
    Matters.opened(event).ifPresent(matter -> matters.put(matter, job));
    if (job.hasEnded()) {
      idle.add(new Idle(event.at().blockNumber(), job));
    }
  }

  void put(JobHistory job) {
    jobs.put(job.id(), job);
    job.matters().forEach(matter -> matters.put(matter, job));
    if (job.hasEnded()) {
      idle.add(new Idle(job.newestBlock(), job));
    }
  }

  void remove(Hash id) {
    var job = jobs.remove(id);
    if (job != null) {
      matters.keySet().removeAll(job.matters());
    }
  }

  Optional<JobHistory> job(Hash id) {
    return Optional.ofNullable(jobs.get(id));
  }

  Collection<JobHistory> all() {
    return jobs.values();
  }

  /** Forgets jobs that have ended and to which nothing happened from that block on. */
  void purge(long block, Consumer<JobHistory> forgotten) {
    while (!idle.isEmpty() && idle.getFirst().block() < block) {
      var job = idle.removeFirst().job();
      if (job.newestBlock() < block && jobs.get(job.id()) == job) {
        remove(job.id());
        forgotten.accept(job);
      }
    }
  }

  void clear() {
    jobs.clear();
    matters.clear();
    idle.clear();
  }

  private JobHistory posted(long number, ChainEvent.JobPosted posted) {
    return jobs.computeIfAbsent(posted.jobId(), _ -> store.begin(number, posted));
  }

  private @Nullable JobHistory find(Session session, Hash id, long events) {
    var known = jobs.get(id);
    return known == null ? load(store.find(session, id, events)) : known;
  }

  private @Nullable JobHistory findByMatter(Session session, Hash matter, long events) {
    var known = matters.get(matter);
    return known == null ? load(store.findByMatter(session, matter, events)) : known;
  }

  private @Nullable JobHistory load(Optional<JobHistory> stored) {
    stored.ifPresent(this::put);
    return stored.orElse(null);
  }
}
