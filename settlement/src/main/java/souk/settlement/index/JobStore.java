package souk.settlement.index;

import static souk.settlement.index.IndexTables.prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.journal.Session;

/** Jobs in the journal. */
final class JobStore {
  private final Amount leastReward;

  /**
   * @param leastReward the market's least r
   */
  JobStore(Amount leastReward) {
    this.leastReward = leastReward;
  }

  /** A job that the event of that number posts. */
  JobHistory begin(long number, ChainEvent.JobPosted posted) {
    return new JobHistory(number, posted, leastReward);
  }

  /** The job of that id as its events up to that number tell it. */
  Optional<JobHistory> find(Session session, Hash id, long events) {
    return session
        .first(
            "select number from index_job where prefix = ? and id = ? and number < ?",
            row -> row.number("number"),
            prefix(id.bytes()),
            id.bytes(),
            events)
        .flatMap(number -> history(session, number, events));
  }

  /** The job that a claim or demand is about. */
  Optional<JobHistory> findByMatter(Session session, Hash matter, long events) {
    return session
        .first(
            "select job from index_matter where prefix = ? and id = ? and event < ?",
            row -> row.number("job"),
            prefix(matter.bytes()),
            matter.bytes(),
            events)
        .flatMap(number -> history(session, number, events));
  }

  /** The job of that number as its events up to that number tell it. */
  Optional<JobHistory> history(Session session, long number, long events) {
    var all =
        EventStore.list(
            session,
            "select * from index_event where job = ? and number < ? order by number",
            number,
            events);
    return all.isEmpty() ? Optional.empty() : histories(all).stream().findFirst();
  }

  /** Every job that has not ended by that number, oldest first. */
  List<JobHistory> live(Session session, long events) {
    return histories(
        EventStore.list(
            session,
            """
            select e.* from index_event e join index_job j on e.job = j.number
            where (j.state is null or j.ended >= ?) and e.number < ?
            order by e.job, e.number
            """,
            events,
            events));
  }

  /**
   * Jobs that have ended by that number, newest first.
   *
   * @param before only jobs of a lower number
   * @param most how many of them to look at; fewer may be what is asked for
   */
  List<JobHistory> ended(Session session, JobQuery query, long before, int most, long events) {
    var sql = new StringBuilder("select number from index_job where number < ? and ended < ?");
    var arguments = new ArrayList<@Nullable Object>(List.of(before, events));
    query
        .consumer()
        .ifPresent(
            it -> {
              sql.append(" and consumer = ?");
              arguments.add(prefix(it.bytes()));
            });
    query
        .provider()
        .ifPresent(
            it -> {
              sql.append(" and provider = ?");
              arguments.add(prefix(it.bytes()));
            });
    query
        .state()
        .ifPresent(
            it -> {
              sql.append(" and state = ?");
              arguments.add(it);
            });
    sql.append(" order by number desc limit ?");
    arguments.add(most);
    return session.query(sql.toString(), row -> row.number("number"), arguments.toArray()).stream()
        .flatMap(number -> history(session, number, events).stream())
        .toList();
  }

  static void add(Session session, List<StoredEvent> posted) {
    session.updateAll(
        "insert into index_job (number, prefix, id, consumer) values (?, ?, ?, ?)",
        posted,
        stored -> {
          var job = (ChainEvent.JobPosted) stored.event();
          var id = job.jobId().bytes();
          return new Object[] {
            stored.number(), prefix(id), id, prefix(job.job().consumer().bytes())
          };
        });
  }

  /**
   * A job that has come to its end.
   *
   * @param events number of the event that ended it
   */
  record Ending(JobHistory job, JobState state, long events) {
    private @Nullable Object[] columns() {
      return new @Nullable Object[] {
        job.lastProvider().map(it -> prefix(it.bytes())).orElse(null),
        state.label(),
        events,
        job.number()
      };
    }
  }

  static void end(Session session, List<Ending> ended) {
    session.updateAll(
        "update index_job set provider = ?, state = ?, ended = ? where number = ?",
        ended,
        Ending::columns);
  }

  static void addMatters(Session session, List<StoredEvent> opened) {
    session.updateAll(
        "insert into index_matter (event, prefix, id, job) values (?, ?, ?, ?)",
        opened,
        stored -> {
          var id = Matters.opened(stored.event()).orElseThrow().bytes();
          return new @Nullable Object[] {stored.number(), prefix(id), id, stored.job()};
        });
  }

  /** Forgets what events from that number on told; they are still there. */
  static void cut(Session session, long events) {
    session.update("delete from index_job where number >= ?", events);
    session.update("delete from index_matter where event >= ?", events);
    session.update(
        """
        update index_job set provider = null, state = null, ended = null where ended >= ?
        and number in (select job from index_event where number >= ? and job is not null)
        """,
        events,
        events);
  }

  private List<JobHistory> histories(List<StoredEvent> events) {
    var histories = new ArrayList<JobHistory>();
    for (var stored : events) {
      var job = stored.job();
      if (stored.event() instanceof ChainEvent.JobPosted posted) {
        histories.add(new JobHistory(stored.number(), posted, leastReward));
      }
      if (!histories.isEmpty() && job != null && histories.getLast().number() == job) {
        histories.getLast().add(stored.event());
      }
    }
    return histories;
  }
}
