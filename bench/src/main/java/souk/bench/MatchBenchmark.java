package souk.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import souk.market.match.Demand;

/**
 * Jobs matched a second and how long one waits for its pair, on one thread, by the number of
 * resting offers; beside it a scan of all offers for each job and the nested loop of peers.
 */
final class MatchBenchmark implements Benchmark {
  private static final int THOUSAND = 1_000;
  private static final int WARM_UP = 400_000;
  private static final int JOBS = 400_000;
  private static final long AIM_JOBS_PER_SECOND = 400_000;
  private static final double AIM_P99_MICROS = 100;

  private final List<Figure> figures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  @Override
  public Report run() {
    new BookRun(10 * THOUSAND).run(WARM_UP);
    var small = measure("1k", THOUSAND);
    measure("10k", 10 * THOUSAND);
    measure("100k", 100 * THOUSAND);
    var large = measure("1m", THOUSAND * THOUSAND);
    // log2 of the book doubles from a thousand to a million.
    figures.add(Figure.ratio("cost_growth_1k_to_1m", large.nanosPerJob() / small.nanosPerJob(), 2));
    compare();
    notes.add(
        "counted: for every ten jobs posted and matched, 10 ends of jobs, 1 offer cancelled and 1"
            + " posted, 2 re-priced; 1,000 jobs hold slots and bonds at any time; the same jobs at"
            + " every size; reading orders off the wire is not counted");
    notes.add(
        "jobs a second are by the one thread's time on a processor, percentiles by the clock on the"
            + " wall; before them %,d jobs at 10k offers warm up, and %,d at each size"
                .formatted(WARM_UP, JOBS / 4));
    return new Report(figures, notes);
  }

  private BookRun.Outcome measure(String name, int offers) {
    System.err.printf("%s offers%n", name);
    var book = new BookRun(offers);
    book.run(JOBS / 4);
    var outcome = book.run(JOBS);
    var isAimedAt = offers == 10 * THOUSAND;
    figures.add(
        isAimedAt
            ? Figure.of(
                "jobs_per_s_" + name, outcome.jobsPerSecond(), "jobs/s", AIM_JOBS_PER_SECOND)
            : Figure.of("jobs_per_s_" + name, outcome.jobsPerSecond(), "jobs/s"));
    figures.add(Figure.micros("p50_us_" + name, outcome.median()));
    figures.add(
        isAimedAt
            ? Figure.micros("p99_us_" + name, outcome.p99(), AIM_P99_MICROS)
            : Figure.micros("p99_us_" + name, outcome.p99()));
    figures.add(Figure.micros("p999_us_" + name, outcome.p999()));
    notes.add(
        "%s: %.1f%% of the jobs matched, %.0f ns a job"
            .formatted(name, 100.0 * outcome.matched() / outcome.jobs(), outcome.nanosPerJob()));
    return outcome;
  }

  private void compare() {
    System.err.println("without a book");
    var large = new NaiveMatching(10 * THOUSAND);
    large.scanned(jobs(10 * THOUSAND, THOUSAND));
    figures.add(
        Figure.of(
            "naive_jobs_per_s_10k", large.scanned(jobs(10 * THOUSAND, 4 * THOUSAND)), "jobs/s"));
    var small = new NaiveMatching(THOUSAND);
    small.nested(jobs(THOUSAND, THOUSAND));
    figures.add(
        Figure.of("nested_jobs_per_s_1k", small.nested(jobs(THOUSAND, 4 * THOUSAND)), "jobs/s"));
  }

  private static List<Demand> jobs(int offers, int count) {
    var market = new MatchMarket(offers + 1L, offers);
    return Stream.generate(market::demand).limit(count).toList();
  }
}
