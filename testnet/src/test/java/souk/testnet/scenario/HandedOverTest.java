package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.testnet.cluster.Testnet.CONSUMER;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.JobOutcome;
import souk.client.Souk;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.engine.EngineChoice;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.LegEvent;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.cluster.TestnetPlan.ProviderPlan;

/** A provider told to leave in the middle of an agent's job gives it to the next. */
class HandedOverTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Price PRICE = Price.of(2_000_000);
  private static final int TURNS = 30;
  // Many times the fuel it uses, or its provider were late.
  private static final Toil TOIL = new Toil(TURNS, new Fuel(12_000_000_000L));

  @TempDir private Path directory;
  private NodeLogs logs;

  @Test
  void aDrainedProviderHandsItsAgentOverAndIsPaidForItsTurns() throws Exception {
    logs = new NodeLogs(directory);
    var plan =
        new TestnetPlan(
            Duration.ofSeconds(1),
            1,
            Collections.nCopies(2, ProviderPlan.honest(PRICE).on(EngineChoice.ENDIVE)),
            2,
            TestnetPlan.trusting().parameters());
    try (var testnet = Testnet.prepare(plan, directory);
        var souk = Participant.connect(testnet, CONSUMER)) {
      testnet.startNodes();
      souk.deposit(Amount.of(100_000_000));
      var id = souk.post(TOIL.request());
      await(testnet, "the job is matched", () -> provider(testnet, id).isPresent());
      var first = provider(testnet, id).orElseThrow();
      await(testnet, "a turn is kept", () -> logs.of(first).contains("has turn 2 behind it"));

      // Or it might be done with the job before the command has begun.
      var left = testnet.node(first);
      left.pause();
      var drained = drain(testnet, first);
      left.resume();

      assertThat(drained.exitCode()).as(drained.err()).isZero();
      await(testnet, "its process has ended", () -> left.exitCode().isPresent());
      assertThat(left.exitCode()).hasValue(0);
      assertThat(logs.of(first)).contains("left: nothing is running, nothing is on offer");

      var outcome = souk.await(id, PATIENCE);
      var expected = TOIL.expected(souk.job(id).orElseThrow()).result();
      assertThat(outcome)
          .isInstanceOfSatisfying(
              JobOutcome.Settled.class, it -> assertThat(it.result()).isEqualTo(expected));
      requireOneLeg(testnet, souk, id, first);
    }
  }

  private void requireOneLeg(Testnet testnet, Souk souk, Hash id, String first)
      throws InterruptedException {
    var events = testnet.events(id);
    var kept = only(LegEvent.LegKept.class, events).leg();
    var paid = only(LegEvent.LegPaid.class, events);
    var fee = only(ChainEvent.LateFeeCharged.class, events);
    var self = testnet.account(first).address();
    assertThat(kept.provider()).isEqualTo(self);
    assertThat(kept.turns()).isBetween(2, TURNS - 1);
    assertThat(paid.paid().plus(paid.fee())).isEqualTo(PRICE.paymentFor(kept.fuelUsed()));
    assertThat(fee.provider()).isEqualTo(self);
    assertThat(fee.fee().times(5)).isEqualTo(PRICE.escrowFor(TOIL.fuel()));

    var stake = testnet.chain().provider(self);
    var bond = plan(testnet).bond();
    assertThat(stake.locked()).isEqualTo(Amount.ZERO);
    assertThat(stake.faults()).isZero();
    assertThat(stake.free()).isEqualTo(bond.minus(fee.fee()).minus(paid.share()));

    var last = souk.job(id).orElseThrow();
    assertThat(last.attempt()).isEqualTo(1);
    var second = testnet.nameOf(last.provider().orElseThrow());
    assertThat(second).isNotEqualTo(first);
    assertThat(logs.of(second)).contains("goes on behind turn " + kept.turns());
    assertThat(logs.of(second)).doesNotContain("has turn " + kept.turns() + " behind it");
  }

  private static ProviderPlan plan(Testnet testnet) {
    return testnet.plan().providers().getFirst();
  }

  private static <T extends ChainEvent> T only(Class<T> kind, List<ChainEvent> events) {
    var found = events.stream().filter(kind::isInstance).map(kind::cast).toList();
    assertThat(found).as(kind.getSimpleName()).hasSize(1);
    return found.getFirst();
  }

  private SoukProcess drain(Testnet testnet, String name) throws Exception {
    return SoukProcess.run(
        testnet.environment(name), directory, "provider", "drain", "--hand-over");
  }

  /** As the testnet's own, but its nodes may have ended. */
  private static void await(Testnet testnet, String claim, BooleanSupplier condition) {
    assertThat(testnet.operator().jobs().await(condition, PATIENCE)).as(claim).isTrue();
  }

  private static Optional<String> provider(Testnet testnet, Hash job) {
    return testnet.chain().job(job).flatMap(JobSnapshot::provider).map(testnet::nameOf);
  }
}
