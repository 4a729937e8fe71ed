package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.provider.node.Fixtures.DOMAIN;
import static souk.provider.node.Fixtures.NOW;
import static souk.provider.node.Fixtures.OTHER;
import static souk.provider.node.Fixtures.hash;
import static souk.provider.node.Fixtures.head;
import static souk.provider.node.Fixtures.matched;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.SignedCheckpoint;
import souk.client.market.MarketException;
import souk.client.market.TurnSink;
import souk.client.node.Pursuits;
import souk.client.run.JobRunner;
import souk.client.run.Run;
import souk.protocol.job.JobState;
import souk.protocol.job.OutputKey;
import souk.protocol.seal.Ecies;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;
import souk.provider.journal.AttemptId;
import souk.provider.journal.ProviderJournal;
import souk.provider.journal.TurnJournal;
import souk.settlement.chain.Call;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Leg;
import souk.settlement.chain.RelayCall;
import souk.settlement.chain.Relayed;
import souk.settlement.index.IndexedJob;
import souk.settlement.journal.Journal;
import souk.settlement.keys.AccountKey;
import souk.settlement.tx.TxOutcome;

@Timeout(60)
class HandOversTest {
  private static final AttemptId ID = new AttemptId(DOMAIN.jobId(Agents.SPEC), 0);
  private static final int REACHED = 3;
  private static final AccountKey KEY = AccountKey.random(new SecureRandom());

  @TempDir private Path directory;
  private final FakeNode node = new FakeNode();
  private final Map<String, Call> sent = new LinkedHashMap<>();
  private Optional<String> wish = Optional.of("the operator asked for it");
  private Life process;

  @BeforeEach
  void start() {
    process = new Life();
  }

  @AfterEach
  void stop() {
    process.close();
  }

  @Test
  void aJobIsGivenBackWithItsLastTurnOnceANodeHasThat() throws InterruptedException {
    process.reachTurn(REACHED);

    assertThat(process.minds(1)).isTrue();
    assertThat(sent).isEmpty();
    var taken = node.next();
    process.mindsUntilSent(2);

    assertThat(taken.checkpoint().turns()).isEqualTo(REACHED);
    assertThat(sent.values())
        .containsExactly(
            new RelayCall.HandOver(new RelayCall.Signed(taken.checkpoint(), taken.signature())));
  }

  @Test
  void aTurnThatSomebodyLandedIsNotLandedAgain() throws InterruptedException {
    process.reachTurn(REACHED);
    process.minds(1);
    node.next();

    while (sent.isEmpty()) {
      process.minds(job(List.of(), REACHED), 2);
      Thread.onSpinWait();
    }

    assertThat(sent.values()).containsExactly(new Call.Reassign(List.of(ID.jobId())));
  }

  @Test
  void aRunIsBrokenOffFirst() throws InterruptedException {
    process.reachTurn(REACHED);
    process.runs.start(ID);
    process.running.await();

    assertThat(process.minds(1)).isTrue();

    process.mindsUntilSent(2);
    assertThat(process.runs.isAt(ID)).isFalse();
  }

  @Test
  void aRestartedProviderSendsTheSame() throws InterruptedException {
    process.reachTurn(REACHED);
    process.minds(1);
    process.mindsUntilSent(2);
    var before = Map.copyOf(sent);

    process.close();
    sent.clear();
    process = new Life();
    process.minds(3);
    node.next();
    process.mindsUntilSent(4);

    assertThat(sent).isEqualTo(before);
  }

  @Test
  void aJobWhoseStateNobodyTakesIsFinishedHere() {
    node.isAway = true;
    process.reachTurn(REACHED);
    var patience = HandOvers.PATIENCE.toSeconds();

    assertThat(process.minds(1)).isTrue();
    assertThat(process.minds(1 + patience)).isTrue();
    assertThat(process.minds(2 + patience)).isFalse();
    assertThat(process.minds(3 + patience)).isFalse();
    assertThat(sent).isEmpty();
  }

  @Test
  void aJobWithoutATurnOfThisProviderIsRunOn() {
    assertThat(process.minds(1)).isFalse();

    process.reachTurn(REACHED);
    assertThat(process.minds(job(List.of(leg(REACHED))), 2)).isFalse();
    assertThat(process.minds(job(List.of(leg(REACHED - 1))), 3)).isTrue();
  }

  @Test
  void aJobThatNobodyCouldFinishInTimeIsFinishedHere() {
    process.reachTurn(REACHED);

    assertThat(process.minds(590)).isFalse();
  }

  @Test
  void withoutTheWishNothingIsGivenBack() {
    process.reachTurn(REACHED);
    wish = Optional.empty();

    assertThat(process.minds(1)).isFalse();
    assertThat(node.taken).isEmpty();
  }

  private static IndexedJob job(List<Leg> legs) {
    return job(legs, 0);
  }

  private static IndexedJob job(List<Leg> legs, int landedTurns) {
    var running = matched(new JobState.Running(NOW.plusSeconds(60)));
    var relayed =
        new JobSnapshot(
            running.id(),
            running.state(),
            running.attempt(),
            running.consumer(),
            running.escrow(),
            running.fuelLimit(),
            running.match(),
            running.sampled(),
            running.commitment(),
            running.resultRoot(),
            running.fuelUsed(),
            running.held(),
            running.seats(),
            running.claims(),
            new Relayed(legs, landedTurns, Optional.empty()),
            running.readAt());
    return new IndexedJob(ID.jobId(), Agents.SPEC, relayed, Optional.empty(), Optional.empty());
  }

  private static Leg leg(int turns) {
    return new Leg(
        hash(7), OTHER, Price.of(1), turns, OTHER, new Fuel(1), Amount.of(1), Amount.of(1));
  }

  /** A provider's process over a journal that survives it. */
  private final class Life implements AutoCloseable {
    final CountDownLatch running = new CountDownLatch(1);
    final Runs runs;
    private final ProviderLog log = new ProviderLog(6);
    private final Journal journal = Journal.open(directory.resolve("provider.db"));
    private final TurnJournal turns = TurnJournal.in(journal);
    private final TurnSigner signer = new TurnSigner(DOMAIN, KEY);
    private final TurnCouriers couriers = new TurnCouriers(List.of(node), new SecureRandom(), log);
    private final HandOvers handOvers =
        new HandOvers(() -> wish, turns, signer, couriers, new Pursuits(this::submit), log);

    Life() {
      runs =
          new Runs(
              _ -> Optional.of(Agents.SPEC),
              (_, _) -> hang(),
              _ -> {},
              ResultPolicy.HONEST,
              ProviderJournal.in(journal),
              new SecureRandom(),
              () -> {},
              log);
    }

    void reachTurn(int last) {
      new JobRunner(Agents.SOURCES, new DyingEngine())
          .run(
              Agents.SPEC,
              Optional.empty(),
              (now, delta, _) -> {
                if (now.turns() <= last) {
                  turns.keep(ID, now, delta.orElseThrow());
                }
              });
    }

    boolean minds(long block) {
      return minds(job(List.of()), block);
    }

    boolean minds(IndexedJob job, long block) {
      return handOvers.mind(ID, job, runs, head(block));
    }

    void mindsUntilSent(long block) {
      while (sent.isEmpty()) {
        minds(block);
        Thread.onSpinWait();
      }
    }

    private TxOutcome submit(String key, Call call) {
      sent.putIfAbsent(key, call);
      return new TxOutcome.Pending();
    }

    private Run hang() {
      running.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Run.CannotRun("interrupted");
    }

    @Override
    public void close() {
      runs.close();
      couriers.close();
      journal.close();
    }
  }

  private static final class FakeNode implements TurnSink {
    volatile boolean isAway;
    private final LinkedBlockingQueue<SignedCheckpoint> taken = new LinkedBlockingQueue<>();

    SignedCheckpoint next() throws InterruptedException {
      return Optional.ofNullable(taken.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    @Override
    public OutputKey sealingKey() {
      return Ecies.outputKey(BigInteger.TWO);
    }

    @Override
    public void put(SignedCheckpoint signed, byte[] sealed) {
      if (isAway) {
        throw new MarketException("away", true);
      }
      taken.add(signed);
    }
  }
}
