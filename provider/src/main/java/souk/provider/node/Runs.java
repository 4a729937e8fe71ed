package souk.provider.node;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import souk.client.node.Crew;
import souk.client.run.Run;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;
import souk.provider.journal.AttemptId;
import souk.provider.journal.Opening;
import souk.provider.journal.Produced;
import souk.provider.journal.ProviderJournal;

/** Runs attempts, each in a thread of its own, and journals what they will commit to. */
final class Runs implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Function<Hash, Optional<JobSpec>> specs;
  private final BiFunction<AttemptId, JobSpec, Run> runner;
  private final Consumer<AttemptId> over;
  private final ResultPolicy policy;
  private final ProviderJournal journal;
  private final SecureRandom random;
  private final Runnable done;
  private final ProviderLog log;
  private final Crew<AttemptId> crew = new Crew<>("run");

  /**
   * @param specs orders of jobs, as posted
   * @param runner fetches and runs one
   * @param over told of an attempt that will not be run again
   * @param done told whenever an attempt has run
   */
  Runs(
      Function<Hash, Optional<JobSpec>> specs,
      BiFunction<AttemptId, JobSpec, Run> runner,
      Consumer<AttemptId> over,
      ResultPolicy policy,
      ProviderJournal journal,
      SecureRandom random,
      Runnable done,
      ProviderLog log) {
    this.specs = specs;
    this.runner = runner;
    this.over = over;
    this.policy = policy;
    this.journal = journal;
    this.random = random;
    this.done = done;
    this.log = log;
  }

  /** Runs the attempt unless it is being run. */
  void start(AttemptId id) {
    specs.apply(id.jobId()).ifPresent(spec -> crew.start(id, () -> run(id, spec)));
  }

  /** Whether the attempt is being run. */
  boolean isAt(AttemptId id) {
    return crew.isAt(id);
  }

  /** Breaks the attempt's run off, if there is one; it may be started again. */
  void stop(AttemptId id) {
    crew.interrupt(id);
  }

  /** Attempts that are being run. */
  int running() {
    return crew.size();
  }

  /** Ends the attempt's run, if there is one: it is over. */
  void forget(AttemptId id) {
    stop(id);
    over.accept(id);
  }

  private void run(AttemptId id, JobSpec spec) throws InterruptedException {
    log.running(id);
    var began = System.nanoTime();
    switch (runner.apply(id, spec)) {
      case Run.Ran ran -> {
        keep(id, policy.commitTo(spec, new Produced(ran.result(), ran.output())));
        log.ran(id, ran.result(), Duration.ofNanos(System.nanoTime() - began));
      }
      case Run.CannotRun(var reason) -> {
        log.cannotRun(id, reason);
        Thread.sleep(PAUSE);
      }
    }
  }

  private void keep(AttemptId id, Produced produced) {
    var salt = new byte[Hash.SIZE];
    random.nextBytes(salt);
    journal.ran(id, new Opening(produced.result(), Hash.of(salt)), produced.output());
    done.run();
  }

  @Override
  public void close() {
    crew.close();
  }
}
