package souk.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import souk.market.match.Demand;
import souk.market.match.OrderBook;
import souk.protocol.value.Hash;

/**
 * A stream of jobs through an order book that stands at one size; the jobs are the same at every
 * size. For every ten jobs that are posted there are one new offer, one cancelled offer and two
 * that are posted anew at another price. A job ends, and gives back what it held, when {@value
 * #AT_ONCE} others have come after it. Jobs and offers lie in memory, decoded and long out of the
 * caches, when their turn comes.
 */
final class BookRun {
  private static final int AT_ONCE = 1_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int SPARE = 1 << 16;
  private static final long STREAM_SEED = 11;

  private final OrderBook book = new OrderBook(MatchMarket.climate());
  private final Random random = new Random(7);
  private final MatchMarket.Posted[] standing;
  private final MatchMarket.Posted[] spare = new MatchMarket.Posted[SPARE];
  private final Demand[] jobs = new Demand[SPARE];
  private final Deque<Hash> live = new ArrayDeque<>();
  private int nextSpare;
  private int nextJob;

  /**
   * What a run came to.
   *
   * @param jobs jobs posted
   * @param matched those that found an offer
   * @param nanos time the thread spent on a processor for everything, changes of offers too
   * @param median microseconds from the posting of a job to its pair, by the clock on the wall
   * @param p99 what 99 of 100 jobs did not exceed
   * @param p999 what 999 of 1000 jobs did not exceed
   */
  record Outcome(int jobs, int matched, long nanos, double median, double p99, double p999) {
    long jobsPerSecond() {
      return jobs * 1_000_000_000L / nanos;
    }

    double nanosPerJob() {
      return (double) nanos / jobs;
    }
  }

  BookRun(int offers) {
    var market = new MatchMarket(offers, offers);
    for (var number = 0; number < market.providers(); number++) {
      book.putSeller(market.seller(number));
    }
    standing = new MatchMarket.Posted[offers];
    Arrays.setAll(standing, _ -> market.posted());
    Arrays.setAll(spare, _ -> market.posted());
    var stream = new MatchMarket(STREAM_SEED, offers);
    Arrays.setAll(jobs, _ -> stream.demand());
    for (var posted : standing) {
      book.putOffer(posted.id(), posted.offer());
    }
  }

  Outcome run(int count) {
    var latencies = new long[count];
    var matched = 0;
    var start = THREADS.getCurrentThreadCpuTime();
    for (var number = 0; number < count; number++) {
      change(number % 10);
      var begin = System.nanoTime();
      var job = jobs[nextJob++ & SPARE - 1];
      book.putJob(job);
      matched += book.match(MatchMarket.NOW).size();
      latencies[number] = System.nanoTime() - begin;
      live.add(job.jobId());
      if (live.size() > AT_ONCE) {
        book.removeJob(live.remove());
      }
    }
    var nanos = THREADS.getCurrentThreadCpuTime() - start;
    Arrays.sort(latencies);
    return new Outcome(
        count,
        matched,
        nanos,
        micros(latencies, 500),
        micros(latencies, 990),
        micros(latencies, 999));
  }

  /**
   * @param part of a thousand
   */
  private static double micros(long[] sorted, int part) {
    return sorted[(int) ((long) sorted.length * part / 1000)] / 1000.0;
  }

  private void change(int phase) {
    switch (phase) {
      // At another price an offer is another one, for what was signed has changed.
      case 0, 3, 6 -> replace(random.nextInt(standing.length), take());
      default -> {}
    }
  }

  /** Cancels an offer and posts another. */
  private void replace(int place, MatchMarket.Posted by) {
    var gone = standing[place];
    spare[nextSpare - 1 & SPARE - 1] = gone;
    book.removeOffer(gone.id());
    book.putOffer(by.id(), by.offer());
    standing[place] = by;
  }

  private MatchMarket.Posted take() {
    return spare[nextSpare++ & SPARE - 1];
  }
}
