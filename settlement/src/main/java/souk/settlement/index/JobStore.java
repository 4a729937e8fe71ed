package souk.settlement.index;

import static java.util.Objects.requireNonNull;
import static souk.settlement.index.IndexTables.prefix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.journal.Row;
import souk.settlement.journal.Session;

/** Jobs in the journal, each with the numbers of all its events. */
final class JobStore {
  private static final String COLUMNS = "select number, events from index_job where ";

  private final Amount leastReward;

  /**
   * @param leastReward the market's least r
   */
  JobStore(Amount leastReward) {
    this.leastReward = leastReward;
  }

  /** The numbers of a job's events, growing: the first is the job's own. */
  private record Told(List<Long> numbers) {
    static Told of(Row row) {
      var bytes = row.bytes("events");
      var in = new PackReader(bytes, 0, bytes.length);
      var last = row.number("number");
      var numbers = new ArrayList<>(List.of(last));
      while (in.at() < bytes.length) {
        last += in.number();
        numbers.add(last);
      }
      return new Told(numbers);
    }

    static byte[] bytes(JobHistory job) {
      var out = new PackWriter();
      var last = job.number();
      for (var number : job.numbers().subList(1, job.numbers().size())) {
        out.number(number - last);
        last = number;
      }
      return out.toArray();
    }

    Told upTo(long events) {
      return new Told(numbers.stream().filter(number -> number < events).toList());
    }
  }

  /** A job that the event of that number posts. */
  JobHistory begin(long number, ChainEvent.JobPosted posted) {
    return new JobHistory(number, posted, leastReward);
  }

  /** The job of that id as its events up to that number tell it. */
  Optional<JobHistory> find(Session session, Hash id, long events) {
    return find(session, List.of(id), events).stream().findFirst();
  }

  /** The jobs of these ids as their events up to that number tell them. */
  List<JobHistory> find(Session session, Collection<Hash> ids, long events) {
    var told = new ArrayList<Told>();
    for (var id : ids) {
      told.addAll(
          session.query(
              COLUMNS + "prefix = ? and id = ? and number < ?",
              Told::of,
              prefix(id.bytes()),
              id.bytes(),
              events));
    }
    return histories(session, told, events);
  }

  /** The job that a claim or demand is about. */
  Optional<JobHistory> findByMatter(Session session, Hash matter, long events) {
    var told =
        session.query(
            """
            select j.number, j.events from index_matter m join index_job j on j.number = m.job
            where m.prefix = ? and m.id = ? and m.event < ?
            """,
            Told::of,
            prefix(matter.bytes()),
            matter.bytes(),
            events);
    return histories(session, told, events).stream().findFirst();
  }

  /** Every job that goes on, oldest first. */
  List<JobHistory> live(Session session) {
    var told = session.query(COLUMNS + "state is null order by number", Told::of);
    return histories(session, told, Long.MAX_VALUE);
  }

  /**
   * Jobs that have ended by that number, newest first.
   *
   * @param before only jobs of a lower number
   * @param most how many of them to look at; fewer may be what is asked for
   */
  List<JobHistory> ended(Session session, JobQuery query, long before, int most, long events) {
    var sql = new StringBuilder(COLUMNS).append("number < ? and ended < ?");
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
    return histories(session, session.query(sql.toString(), Told::of, arguments.toArray()), events);
  }

  /**
   * Writes what is new about jobs.
   *
   * @param before jobs of a lower number are there already
   */
  static void keep(Session session, Collection<JobHistory> jobs, long before) {
    Predicate<JobHistory> isNew = job -> job.number() >= before;
    session.updateAll(
        """
        insert into index_job (provider, state, ended, events, number, prefix, id, consumer)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        jobs.stream().filter(isNew).toList(),
        JobStore::all);
    session.updateAll(
        "update index_job set provider = ?, state = ?, ended = ?, events = ? where number = ?",
        jobs.stream().filter(isNew.negate()).toList(),
        JobStore::changing);
  }

  /**
   * A claim or a demand.
   *
   * @param event number of the event that opened it
   * @param id its id
   * @param job number of the job it is about
   */
  record Matter(long event, Hash id, long job) {}

  static void addMatters(Session session, List<Matter> opened) {
    session.updateAll(
        "insert into index_matter (event, prefix, id, job) values (?, ?, ?, ?)",
        opened,
        it -> new Object[] {it.event(), prefix(it.id().bytes()), it.id().bytes(), it.job()});
  }

  /**
   * Forgets what events from that number on told.
   *
   * @param left what is left of jobs they told of
   */
  static void cut(Session session, long events, List<JobHistory> left) {
    session.update("delete from index_job where number >= ?", events);
    session.update("delete from index_matter where event >= ?", events);
    keep(session, left, events);
  }

  private static @Nullable Object[] all(JobHistory job) {
    var id = job.id().bytes();
    return new @Nullable Object[] {
      provider(job),
      job.end().map(JobState::label).orElse(null),
      job.hasEnded() ? job.endNumber() : null,
      Told.bytes(job),
      job.number(),
      prefix(id),
      id,
      prefix(job.spec().consumer().bytes())
    };
  }

  private static @Nullable Object[] changing(JobHistory job) {
    return Arrays.copyOf(all(job), 5);
  }

  private static @Nullable Long provider(JobHistory job) {
    return job.hasEnded() ? job.lastProvider().map(it -> prefix(it.bytes())).orElse(null) : null;
  }

  /** What they were after so many events, in their order. */
  private List<JobHistory> histories(Session session, List<Told> told, long events) {
    var upTo = told.stream().map(it -> it.upTo(events)).toList();
    var numbers = new TreeSet<Long>();
    upTo.forEach(it -> numbers.addAll(it.numbers()));
    var all = EventStore.all(session, numbers);
    var histories = new ArrayList<JobHistory>();
    for (var each : upTo) {
      var first = each.numbers().getFirst();
      var job = begin(first, (ChainEvent.JobPosted) requireNonNull(all.get(first)));
      each.numbers().forEach(number -> job.add(number, requireNonNull(all.get(number))));
      histories.add(job);
    }
    return histories;
  }
}
