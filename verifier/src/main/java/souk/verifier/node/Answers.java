package souk.verifier.node;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import souk.client.node.Crew;
import souk.client.run.Run;
import souk.protocol.evidence.Result;
import souk.protocol.value.Hash;
import souk.settlement.index.IndexedJob;
import souk.verifier.journal.Answer;
import souk.verifier.journal.DutyId;
import souk.verifier.journal.VerifierJournal;

/** Finds answers by running jobs again, each in a thread of its own, and journals them. */
final class Answers implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Function<Hash, Optional<IndexedJob>> jobs;
  private final Function<IndexedJob, Run> runner;
  private final VerifierJournal journal;
  private final SecureRandom random;
  private final Runnable done;
  private final VerifierLog log;
  private final Crew<DutyId> crew = new Crew<>("answer");

  /**
   * @param jobs jobs by their ids
   * @param runner fetches and runs one
   * @param done told whenever an answer was found
   */
  Answers(
      Function<Hash, Optional<IndexedJob>> jobs,
      Function<IndexedJob, Run> runner,
      VerifierJournal journal,
      SecureRandom random,
      Runnable done,
      VerifierLog log) {
    this.jobs = jobs;
    this.runner = runner;
    this.journal = journal;
    this.random = random;
    this.done = done;
    this.log = log;
  }

  /** Finds the answer unless it is being looked for; a failure is tried again when asked again. */
  void start(DutyId id) {
    jobs.apply(id.jobId()).ifPresent(job -> crew.start(id, () -> find(id, job)));
  }

  /** Stops looking for the answer. */
  void interrupt(DutyId id) {
    crew.interrupt(id);
  }

  private void find(DutyId id, IndexedJob job) throws InterruptedException {
    var before = journal.result(id.jobId());
    if (before.isPresent()) {
      keep(id, before.get());
    } else {
      run(id, job);
    }
  }

  private void run(DutyId id, IndexedJob job) throws InterruptedException {
    log.running(id);
    var began = System.nanoTime();
    switch (runner.apply(job)) {
      case Run.Ran ran -> {
        keep(id, ran.result());
        log.ran(id, ran.result(), Duration.ofNanos(System.nanoTime() - began));
      }
      case Run.CannotRun(var reason) -> {
        log.cannotRun(id, reason);
        Thread.sleep(PAUSE);
      }
    }
  }

  private void keep(DutyId id, Result result) {
    var salt = new byte[Hash.SIZE];
    random.nextBytes(salt);
    journal.answered(id, new Answer(result, Hash.of(salt)));
    done.run();
  }

  @Override
  public void close() {
    crew.close();
  }
}
