package souk.provider.node;

import static souk.provider.node.Fixtures.ATTEMPT;
import static souk.provider.node.Fixtures.DOMAIN;
import static souk.provider.node.Fixtures.JOB;
import static souk.provider.node.Fixtures.SELF;
import static souk.provider.node.Fixtures.SPEC;
import static souk.provider.node.Fixtures.head;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import souk.client.node.OverdueExits;
import souk.client.node.Pursuits;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.provider.journal.Attempt;
import souk.provider.journal.ProviderJournal;
import souk.provider.journal.TurnJournal;
import souk.settlement.chain.DemandEvent;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.index.IndexedJob;
import souk.settlement.journal.Journal;
import souk.settlement.keys.Signer;

/**
 * A provider's process over a journal that survives it: closing one and opening the next is a kill
 * and a restart.
 */
final class RestartedProvider implements AutoCloseable {
  static final Duration REVEAL_WINDOW = Duration.ofSeconds(10);

  final Slots slots = new Slots(1);
  final ProviderJournal journal;
  private final Journal file;
  private final Runs runs;
  private final Deliveries deliveries;
  private final DemandAnswers demands;
  private final Attributions attributions;
  private final Attempts attempts;
  private final Semaphore progress = new Semaphore(0);

  RestartedProvider(Path directory, FakeWorld world) {
    this.file = Journal.open(directory.resolve("provider.db"));
    this.journal = ProviderJournal.in(file);
    var log = new ProviderLog(6);
    var random = new SecureRandom();
    var pursuits = new Pursuits(world::submit);
    this.runs =
        new Runs(
            _ -> Optional.of(SPEC),
            (_, spec) -> world.run(spec),
            _ -> {},
            world.policy,
            journal,
            random,
            progress::release,
            log);
    this.deliveries =
        new Deliveries(
            world,
            _ -> Optional.of(SPEC),
            journal,
            new UnsafeSigner(),
            DOMAIN,
            REVEAL_WINDOW,
            random,
            progress::release,
            log);
    this.demands = new DemandAnswers(world::blob, journal, pursuits, progress::release, log);
    this.attributions = new Attributions(world::run, pursuits, progress::release, log);
    this.attempts =
        new Attempts(
            SELF,
            journal,
            slots,
            runs,
            handOvers(pursuits, log),
            deliveries,
            new Evidences(SELF, DOMAIN, pursuits, Optional::empty, log),
            demands,
            attributions,
            new OverdueExits(2, pursuits),
            new Earnings(SELF, _ -> List.copyOf(world.events), journal, log),
            log);
    attempts.resume();
  }

  /** It finishes what it has. */
  private HandOvers handOvers(Pursuits pursuits, ProviderLog log) {
    return new HandOvers(
        Optional::empty,
        TurnJournal.in(file),
        new TurnSigner(DOMAIN, new UnsafeSigner()),
        new TurnCouriers(List.of(), new SecureRandom(), log),
        pursuits,
        log);
  }

  /** Has the provider see the job in that state at that block. */
  void sees(JobSnapshot job, long block) {
    sees(new IndexedJob(JOB, SPEC, job, Optional.empty(), Optional.empty()), block);
  }

  /** Has the provider see the job with a demand that is open. */
  void sees(JobSnapshot job, long block, DemandEvent.ChunkDemanded demand) {
    sees(
        new IndexedJob(
            JOB,
            SPEC,
            job,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(demand),
            Optional.empty()),
        block);
  }

  /** Has the provider see a market without the job at that block. */
  void seesNothing(long block) {
    attempts.atBlock(head(block), List.of(), _ -> Optional.empty());
  }

  private void sees(IndexedJob job, long block) {
    attempts.atBlock(
        head(block), List.of(job), id -> Optional.of(job).filter(it -> it.id().equals(id)));
  }

  /** Waits for a run or a delivery to be done. */
  void awaitProgress() throws InterruptedException {
    if (!progress.tryAcquire(10, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing was done in 10 s");
    }
  }

  Attempt attempt() {
    return journal.attempt(ATTEMPT).orElseThrow();
  }

  @Override
  public void close() {
    runs.close();
    deliveries.close();
    demands.close();
    attributions.close();
    file.close();
  }

  private static final class UnsafeSigner implements Signer {
    @Override
    public Address address() {
      return SELF;
    }

    @Override
    public Signature sign(Hash digest) {
      return Signature.of(digest.bytes());
    }
  }
}
