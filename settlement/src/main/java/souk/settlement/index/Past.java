package souk.settlement.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent.MessageReceived;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
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

  /** A job that had ended by then. */
  Optional<IndexedJob> job(Hash id, Reached at) {
    return history(id, at.events()).filter(JobHistory::hasEnded).map(job -> job.ended(at.head()));
  }

  /** All that had happened to a job up to that number. */
  List<ChainEvent> events(Hash jobId, long events) {
    return history(jobId, events).map(JobHistory::events).orElse(List.of());
  }

  /** What a query for events asks for, of those up to that number. */
  List<ChainEvent> events(EventQuery query, long events) {
    return journal.read(session -> EventStore.find(session, query, events));
  }

  /**
   * Messages of an agent.
   *
   * @param numbers numbers of the events that told of them; what is not there any more is left out
   */
  List<MessageReceived> messages(AgentId id, List<Long> numbers) {
    return journal.read(session -> messages(session, id, new TreeSet<>(numbers)));
  }

  private static List<MessageReceived> messages(
      Session session, AgentId id, SortedSet<Long> numbers) {
    var messages = new ArrayList<MessageReceived>();
    for (var event : EventStore.all(session, numbers.headSet(EventStore.end(session))).values()) {
      if (event instanceof MessageReceived it && it.agent().equals(id)) {
        messages.add(it);
      }
    }
    return messages;
  }

  /** A page of jobs, of which the newest are those shown and the others here. */
  JobPage jobs(JobQuery query, View.Page shown) {
    var found = new TreeMap<Long, IndexedJob>(Comparator.reverseOrder());
    for (var job : journal.read(session -> ended(session, query, shown))) {
      found.put(job.number(), job.ended(shown.reached().head()));
    }
    shown.jobs().forEach(it -> found.put(it.number(), it.job()));
    var page = found.entrySet().stream().limit(query.limit()).toList();
    return new JobPage(
        page.stream().map(Map.Entry::getValue).toList(),
        found.size() > query.limit()
            ? OptionalLong.of(page.getLast().getKey())
            : OptionalLong.empty());
  }

  Map<Long, Instant> times(Collection<Long> blocks, Chain chain) {
    Map<Long, Instant> stored = journal.read(session -> BlockStore.times(session, blocks));
    var times = new TreeMap<>(stored);
    for (var block : blocks) {
      if (!times.containsKey(block)) {
        chain.block(block).ifPresent(head -> times.put(block, head.time()));
      }
    }
    return times;
  }

  private Optional<JobHistory> history(Hash id, long events) {
    return journal.read(session -> store.find(session, id, events));
  }

  /** As many as may be on the page, and one more. */
  private List<JobHistory> ended(Session session, JobQuery query, View.Page shown) {
    var at = shown.reached();
    var most = query.limit() + 1;
    var next = query.before().orElse(Long.MAX_VALUE);
    var found = new ArrayList<JobHistory>();
    List<JobHistory> part;
    do {
      part = store.ended(session, query, next, most, at.events());
      for (var job : part) {
        next = job.number();
        if (query.isAbout(job.ended(at.head()))) {
          found.add(job);
        }
      }
    } while (part.size() == most && found.size() < most);
    return found;
  }
}
