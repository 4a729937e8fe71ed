package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import souk.client.JobOutcome;
import souk.client.Souk;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Seat.Status;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/**
 * Property 5 of the protocol: killing any one off-chain node at any moment loses no job, and no
 * money if it is back before its deadline.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledNodesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Testnet testnet;
  private Souk souk;

  @BeforeAll
  void startEverything(@TempDir Path directory) throws InterruptedException {
    testnet = Testnet.prepare(TestnetPlan.patient(), directory.resolve("testnet"));
    // What a provider promises is longer than its start takes, however busy this machine is.
    List.of("provider-1", "provider-2")
        .forEach(provider -> testnet.addFlags(provider, "--fuel-per-second", "5M"));
    testnet.startNodes();
    souk = Participant.connect(testnet, Testnet.CONSUMER);
    souk.deposit(Amount.of(100_000_000));
  }

  @AfterAll
  void stopEverything() {
    souk.close();
    testnet.close();
  }

  @Test
  void workGoesOnWithoutEitherMarketNode() throws InterruptedException {
    for (var name : List.of("market-1", "market-2")) {
      testnet.node(name).kill();

      var outcome = souk.run(Routes.request(300, name.hashCode() & 0xffff), PATIENCE);

      assertThat(outcome).isInstanceOf(JobOutcome.Settled.class);
      testnet.node(name).restart();
      testnet.awaitMarkets();
    }
  }

  @Test
  void aProviderKilledBetweenMatchAndRevealGoesOnWhereItWas() throws InterruptedException {
    var job = souk.post(Routes.request(300, 1));
    var matched = await(job, snapshot -> snapshot.provider().isPresent());
    var provider = testnet.node(testnet.nameOf(matched.provider().orElseThrow()));

    provider.kill();
    provider.restart();

    assertThat(souk.await(job, PATIENCE)).isInstanceOf(JobOutcome.Settled.class);
    var index = testnet.operator().jobs();
    assertThat(index.await(() -> isSettledInItsFirstAttempt(index, job), PATIENCE)).isTrue();
    assertThat(testnet.chain().provider(matched.provider().orElseThrow()).faults()).isZero();
  }

  @Test
  void aVerifierKilledOnceItHasCommittedRevealsAfterItsRestart() throws InterruptedException {
    var job = souk.post(Routes.request(300, 2));
    var committed =
        await(
            job,
            snapshot ->
                snapshot.seats().stream().anyMatch(seat -> seat.status() == Status.COMMITTED));
    var seat =
        committed.seats().stream()
            .filter(found -> found.status() == Status.COMMITTED)
            .findFirst()
            .orElseThrow();
    var verifier = testnet.node(testnet.nameOf(seat.verifier()));
    var before = testnet.chain().verifier(seat.verifier());

    verifier.kill();
    verifier.restart();

    assertThat(souk.await(job, PATIENCE)).isInstanceOf(JobOutcome.Settled.class);
    var after = testnet.chain().verifier(seat.verifier());
    assertThat(after.free().plus(after.locked()))
        .isGreaterThanOrEqualTo(before.free().plus(before.locked()));
  }

  private JobSnapshot await(Hash job, Predicate<JobSnapshot> condition) {
    var index = testnet.operator().jobs();
    var held =
        index.await(
            () -> index.job(job).filter(found -> condition.test(found.snapshot())).isPresent(),
            PATIENCE);
    assertThat(held).as("the job gets there in time").isTrue();
    assertThat(snapshot(job).state()).isNotInstanceOf(JobState.Settled.class);
    return snapshot(job);
  }

  private static boolean isSettledInItsFirstAttempt(JobIndex index, Hash job) {
    return index
        .job(job)
        .map(IndexedJob::snapshot)
        .filter(it -> it.state() instanceof JobState.Settled && it.attempt() == 0)
        .isPresent();
  }

  private JobSnapshot snapshot(Hash job) {
    return testnet.chain().job(job).orElseThrow();
  }
}
