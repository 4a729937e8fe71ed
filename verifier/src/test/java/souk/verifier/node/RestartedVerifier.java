package souk.verifier.node;

import static souk.verifier.node.Fixtures.COMMITTING;
import static souk.verifier.node.Fixtures.DEPLOYMENT;
import static souk.verifier.node.Fixtures.JOB;
import static souk.verifier.node.Fixtures.SELF;
import static souk.verifier.node.Fixtures.SPEC;
import static souk.verifier.node.Fixtures.head;
import static souk.verifier.node.Fixtures.job;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import souk.client.node.OverdueExits;
import souk.client.node.Payments;
import souk.client.node.Pursuits;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AccountSnapshot;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.index.IndexedJob;
import souk.settlement.journal.Journal;
import souk.verifier.demand.DemandedBlobs;
import souk.verifier.demand.Demander;
import souk.verifier.journal.VerifierJournal;

/**
 * A verifier's process over a journal that survives it: closing one and opening the next is a kill
 * and a restart.
 */
final class RestartedVerifier implements AutoCloseable {
  static final Duration MARGIN = Duration.ofSeconds(10);

  final VerifierJournal journal;
  private final Journal file;
  private final Answers answers;
  private final Duties duties;
  private final Semaphore progress = new Semaphore(0);

  RestartedVerifier(Path directory, FakeWorld world) {
    this.file = Journal.open(directory.resolve("verifier.db"));
    this.journal = VerifierJournal.in(file);
    var log = new VerifierLog(6);
    var pursuits = new Pursuits(world::submit);
    this.answers =
        new Answers(
            _ -> Optional.of(seen(job(COMMITTING))),
            world::run,
            journal,
            new SecureRandom(),
            progress::release,
            log);
    this.duties =
        new Duties(
            SELF,
            journal,
            answers,
            new Votes(SELF, DEPLOYMENT, pursuits, log),
            new OverdueExits(2, pursuits),
            demander(pursuits, log),
            MARGIN,
            log);
  }

  private static Demander demander(Pursuits pursuits, VerifierLog log) {
    Function<Hash, List<ChainEvent>> nothing = _ -> List.of();
    return new Demander(
        new DemandedBlobs((_, _) -> new byte[0], nothing, _ -> Optional.empty()),
        nothing,
        new Payments(
            () -> new AccountSnapshot(SELF, Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO),
            pursuits,
            log::failed),
        pursuits,
        Amount.of(1),
        Duration.ZERO,
        log::tooDear,
        log::failed);
  }

  /** Has the verifier see the job in that state at that block. */
  void sees(JobSnapshot snapshot, long block) {
    var job = seen(snapshot);
    duties.atBlock(
        head(block), List.of(job), id -> Optional.of(job).filter(it -> it.id().equals(id)));
  }

  private static IndexedJob seen(JobSnapshot snapshot) {
    return new IndexedJob(JOB, SPEC, snapshot, Optional.empty(), Optional.empty());
  }

  /** How many things are owed for which little time is left. */
  int urgent() {
    return duties.urgent();
  }

  /** How often the operator was warned of one. */
  long warnings() {
    return duties.warnings();
  }

  /** Waits for an answer to be found. */
  void awaitAnswer() throws InterruptedException {
    if (!progress.tryAcquire(10, TimeUnit.SECONDS)) {
      throw new AssertionError("no answer in 10 s");
    }
  }

  @Override
  public void close() {
    answers.close();
    file.close();
  }
}
