package souk.verifier.watch;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import souk.client.check.Finding;
import souk.client.node.Crew;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;
import souk.verifier.journal.VerifierJournal;
import souk.verifier.journal.WatchJournal;

/**
 * Runs results again that nobody sampled, one at a time and only while there is no duty. A wrong
 * one is in the journal before anything is done about it.
 */
final class Watch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String ONE = "result";

  /** Runs a job again and compares. */
  @FunctionalInterface
  interface Checker {
    /** Says whether the job's result holds. */
    Finding check(IndexedJob job);
  }

  private final Taste taste;
  private final VerifierJournal results;
  private final WatchJournal journal;
  private final Checker checker;
  private final BiConsumer<IndexedJob, Finding.Differs> wrong;
  private final Runnable progress;
  private final SecureRandom random;
  private final WatchLog log;
  private final Crew<String> crew = new Crew<>("watch");
  // How often a job was begun with, so that one that cannot be run keeps no other waiting.
  private final Map<Hash, Integer> tries = new HashMap<>();

  /**
   * @param wrong told of a wrong result once it is in the journal
   * @param progress told whenever something was found
   */
  Watch(
      Taste taste,
      VerifierJournal results,
      WatchJournal journal,
      Checker checker,
      BiConsumer<IndexedJob, Finding.Differs> wrong,
      Runnable progress,
      SecureRandom random,
      WatchLog log) {
    this.taste = taste;
    this.results = results;
    this.journal = journal;
    this.checker = checker;
    this.wrong = wrong;
    this.progress = progress;
    this.random = random;
    this.log = log;
  }

  /** Looks at the next result it likes, unless there is something better to do. */
  void atBlock(Head now, Collection<IndexedJob> jobs) {
    if (crew.isAt(ONE) || !results.unfinished().isEmpty()) {
      return;
    }
    var liked = jobs.stream().filter(it -> taste.likes(it, now) && isNew(it)).toList();
    tries.keySet().removeIf(id -> liked.stream().noneMatch(it -> it.id().equals(id)));
    liked.stream()
        .min(Comparator.comparing(it -> tries.getOrDefault(it.id(), 0)))
        .ifPresent(this::begin);
  }

  private boolean isNew(IndexedJob job) {
    return !journal.hasWatched(job.id(), job.snapshot().attempt());
  }

  private void begin(IndexedJob job) {
    tries.merge(job.id(), 1, Integer::sum);
    crew.start(ONE, () -> look(job));
  }

  private void look(IndexedJob job) throws InterruptedException {
    log.looking(job.id());
    var attempt = job.snapshot().attempt();
    switch (checker.check(job)) {
      case Finding.Agrees agrees -> {
        results.keep(job.id(), agrees.result());
        journal.found(job.id(), attempt);
        log.holds(job.id());
      }
      case Finding.Differs differs -> {
        results.keep(job.id(), differs.found());
        journal.accuse(job.id(), attempt, differs.difference().item(), random);
        log.wrong(job.id(), differs.difference());
        progress.run();
        wrong.accept(job, differs);
      }
      case Finding.Unknown(var reason) -> {
        log.unknown(job.id(), reason);
        Thread.sleep(PAUSE);
      }
    }
  }

  @Override
  public void close() {
    crew.close();
  }
}
