package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.testnet.cluster.Testnet.CONSUMER;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.Job;
import souk.client.JobOutcome;
import souk.client.JobRequest;
import souk.client.Souk;
import souk.client.run.JobRunner;
import souk.protocol.evidence.Result;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Arguments;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.engine.EngineChoice;
import souk.runtime.engine.TurnObserver;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.LegEvent;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.cluster.TestnetPlan.ProviderPlan;
import souk.testnet.examples.ExampleFiles;

/** A provider told to leave in the middle of an agent's job gives it to the next. */
class HandedOverTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Price PRICE = Price.of(2_000_000);
  private static final int TURNS = 30;
  // Many times what it uses: the time a provider has follows from it.
  private static final Fuel FUEL = new Fuel(12_000_000_000L);

  @TempDir private Path directory;

  @Test
  void aDrainedProviderHandsItsAgentOverAndIsPaidForItsTurns() throws Exception {
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
      var id = souk.post(request());
      await(testnet, "the job is matched", () -> provider(testnet, id).isPresent());
      var first = provider(testnet, id).orElseThrow();
      await(testnet, "a turn is kept", () -> log(first).contains("has turn 2 behind it"));

      // Or it might be done with the job before the command has begun.
      var left = testnet.node(first);
      left.pause();
      var drained = drain(testnet, first);
      left.resume();

      assertThat(drained.exitCode()).as(drained.err()).isZero();
      await(testnet, "its process has ended", () -> left.exitCode().isPresent());
      assertThat(left.exitCode()).hasValue(0);
      assertThat(log(first)).contains("left: nothing is running, nothing is on offer");

      var outcome = souk.await(id, PATIENCE);
      var expected = expected(souk.job(id).orElseThrow());
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
    assertThat(fee.fee().times(5)).isEqualTo(PRICE.escrowFor(FUEL));

    var stake = testnet.chain().provider(self);
    var bond = plan(testnet).bond();
    assertThat(stake.locked()).isEqualTo(Amount.ZERO);
    assertThat(stake.faults()).isZero();
    assertThat(stake.free()).isEqualTo(bond.minus(fee.fee()).minus(paid.share()));

    var last = souk.job(id).orElseThrow();
    assertThat(last.attempt()).isEqualTo(1);
    var second = testnet.nameOf(last.provider().orElseThrow());
    assertThat(second).isNotEqualTo(first);
    assertThat(log(second)).contains("goes on behind turn " + kept.turns());
    assertThat(log(second)).doesNotContain("has turn " + kept.turns() + " behind it");
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

  private String log(String name) {
    try {
      return Files.readString(directory.resolve(name + ".log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JobRequest request() {
    var invocation =
        new Invocation(
            module(), new Arguments(List.of(), new TreeMap<>()), Bytes.EMPTY, new TreeMap<>());
    var input = new AgentInput(new Fuel(100_000_000), Amount.of(1_000), List.of());
    return JobRequest.of(invocation, FUEL, Price.of(2_500_000)).withTurns(TURNS, input);
  }

  private static Bytes module() {
    var file =
        ExampleFiles.projectRoot().resolve("runtime/src/test/resources/wasm/agents/toil.wasm");
    try {
      return Bytes.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What running the job in this process gives. */
  private static Result expected(Job job) {
    var limits = Limits.of(FUEL, JobRequest.DEFAULT_MEMORY);
    var agent = new AgentJob(request().invocation(), limits, TURNS, job.spec().postedAt());
    var outcome = new AgentRunner(EndiveEngine.compiled()).run(agent, TurnObserver.NONE);
    assertThat(outcome).isInstanceOf(RunOutcome.Completed.class);
    return JobRunner.result(((RunOutcome.Completed) outcome).execution());
  }
}
