package souk.provider.node;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import souk.client.api.SealedOutput;
import souk.client.market.MarketException;
import souk.client.node.Crew;
import souk.protocol.codec.MarketDomain;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.job.OutputKey;
import souk.protocol.seal.Ecies;
import souk.protocol.value.Hash;
import souk.provider.journal.AttemptId;
import souk.provider.journal.ProviderJournal;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.keys.Signer;

/**
 * Hands outputs to the market nodes, each in a thread of its own: sealed for the consumer if it
 * gave a key, and in the clear. Doing it twice does no harm, so nothing is journaled.
 */
final class Deliveries implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final OutputSink sink;
  private final Function<Hash, Optional<JobSpec>> specs;
  private final ProviderJournal journal;
  private final Signer signer;
  private final MarketDomain domain;
  private final Duration revealWindow;
  private final SecureRandom random;
  private final Runnable progress;
  private final ProviderLog log;
  private final Set<AttemptId> done = ConcurrentHashMap.newKeySet();
  private final Crew<AttemptId> crew = new Crew<>("deliver");

  /**
   * @param revealWindow time a provider has to reveal
   * @param progress told whenever an output was handed over
   */
  Deliveries(
      OutputSink sink,
      Function<Hash, Optional<JobSpec>> specs,
      ProviderJournal journal,
      Signer signer,
      MarketDomain domain,
      Duration revealWindow,
      SecureRandom random,
      Runnable progress,
      ProviderLog log) {
    this.sink = sink;
    this.specs = specs;
    this.journal = journal;
    this.signer = signer;
    this.domain = domain;
    this.revealWindow = revealWindow;
    this.random = random;
    this.progress = progress;
    this.log = log;
  }

  /** Hands the attempt's output over unless that is done or being done. */
  void start(AttemptId id) {
    if (!done.contains(id)) {
      crew.start(id, () -> deliver(id));
    }
  }

  /** Whether at least one market node has the attempt's output. */
  boolean isDone(AttemptId id) {
    return done.contains(id);
  }

  /** Whether half the time to reveal is gone: dead market nodes must not cost the stake. */
  boolean mayWaitNoLonger(JobState state, Head now) {
    return (state instanceof JobState.Clear(var deadline) && isHalfGone(deadline, now))
        || (state instanceof JobState.AuditProviderReveal(var last) && isHalfGone(last, now));
  }

  private boolean isHalfGone(Instant deadline, Head now) {
    return now.moment().isPast(deadline.minus(revealWindow.dividedBy(2)));
  }

  /** Stops, and forgets what was done: the attempt is over. */
  void forget(AttemptId id) {
    crew.interrupt(id);
    done.remove(id);
  }

  private void deliver(AttemptId id) throws InterruptedException {
    var output = journal.output(id);
    var spec = specs.apply(id.jobId());
    if (output.isEmpty() || spec.isEmpty()) {
      return;
    }
    try {
      var bytes = output.get().toArray();
      spec.get().outputKey().ifPresent(key -> seal(id, key, bytes));
      sink.put(bytes);
      done.add(id);
      progress.run();
    } catch (MarketException | ChainException e) {
      log.notDelivered(id, String.valueOf(e.getMessage()));
      Thread.sleep(PAUSE);
    }
  }

  private void seal(AttemptId id, OutputKey key, byte[] bytes) {
    try {
      tell(id, sink.put(Ecies.seal(key, id.jobId(), bytes, random)));
    } catch (IllegalArgumentException e) {
      // The consumer's key is no point of the curve: it gets the output in the clear only.
      log.notSealed(id, String.valueOf(e.getMessage()));
    }
  }

  private void tell(AttemptId id, Hash blob) {
    var digest = domain.sealedOutputDigest(id.jobId(), id.attempt(), blob);
    sink.tell(new SealedOutput(id.jobId(), id.attempt(), blob, signer.sign(digest)));
  }

  @Override
  public void close() {
    crew.close();
  }
}
