package souk.testnet.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.Job;
import souk.client.JobOutcome;
import souk.client.JobRequest;
import souk.client.run.JobRunner;
import souk.protocol.evidence.Result;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Arguments;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.engine.TurnObserver;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.examples.ExampleFiles;

/** An agent's job of several turns through a market in which the cheapest provider lies. */
class AgentJobTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Fuel FUEL = new Fuel(100_000_000);
  private static final int TURNS = 4;
  private static final String CHEAT = "provider-1";
  private static final String HONEST = "provider-2";

  @TempDir private Path directory;

  @Test
  void aLieAboutOneTurnIsCaughtByAnotherEngineAndTheTruthIsPaid() throws Exception {
    var folder = directory.resolve("testnet");
    try (var testnet = Testnet.prepare(TestnetPlan.contested(), folder)) {
      testnet.startNodes();
      try (var souk = Participant.connect(testnet, Testnet.CONSUMER)) {
        souk.deposit(Amount.of(100_000_000));

        var id = souk.post(request());
        var outcome = souk.await(id, PATIENCE);

        var job = souk.job(id).orElseThrow();
        var expected = expected(job);
        assertThat(expected.trace()).hasSize(TURNS);
        assertThat(expected.effects().isZero()).isFalse();
        assertThat(outcome)
            .isInstanceOfSatisfying(
                JobOutcome.Settled.class, it -> assertThat(it.result()).isEqualTo(expected));
        assertThat(job.provider()).contains(testnet.account(HONEST).address());
        assertThat(testnet.chain().provider(testnet.account(CHEAT).address()).faults())
            .isPositive();
        assertAnybodyCanTell(testnet, id);
      }
      assertThat(verifierLogs(testnet, folder))
          .contains("runs on endive; its provider declared v8")
          .contains("is wrong: the state after turn 3 is ");
    }
  }

  private void assertAnybodyCanTell(Testnet testnet, Hash id) throws Exception {
    var report = directory.resolve("report").toString();

    var paid = verify(testnet, id.toString());
    var lie = verify(testnet, id.toString(), "--attempt=1", "--save", report);
    var again = verify(testnet, "--report", report);

    assertThat(paid.exitCode()).as(paid.err()).isZero();
    assertThat(paid.out()).contains("\"agrees\":true");
    for (var refusal : List.of(lie, again)) {
      assertThat(refusal.exitCode()).isEqualTo(2);
      assertThat(refusal.out())
          .contains("\"agrees\":false", "\"differs\":\"the state after turn 3\"");
      assertThat(refusal.err()).contains("the result of attempt 1 is wrong");
    }
  }

  private SoukProcess verify(Testnet testnet, String... arguments) throws Exception {
    var command = Stream.concat(Stream.of("verify", "--json"), Stream.of(arguments));
    return SoukProcess.run(
        testnet.environment(Testnet.CONSUMER), directory, command.toArray(String[]::new));
  }

  /** Each turn it writes, and pays somebody; its third does nothing else, given this argument. */
  private static JobRequest request() throws IOException {
    var module =
        ExampleFiles.projectRoot().resolve("runtime/src/test/resources/wasm/agents/ends.wasm");
    var invocation =
        new Invocation(
            Bytes.of(Files.readAllBytes(module)),
            new Arguments(List.of("none"), new TreeMap<>()),
            Bytes.EMPTY,
            new TreeMap<>());
    var bid = new Message(Address.ZERO, Amount.of(30), "a bid".getBytes(UTF_8));
    var input = new AgentInput(new Fuel(10_000_000), Amount.of(1_000), List.of(bid));
    return JobRequest.of(invocation, FUEL, Price.of(2_500_000)).withTurns(TURNS, input);
  }

  /** What running the job in this process gives. */
  private static Result expected(Job job) throws IOException {
    var limits = Limits.of(FUEL, JobRequest.DEFAULT_MEMORY);
    var agent = new AgentJob(request().invocation(), limits, TURNS, job.spec().postedAt());
    var outcome = new AgentRunner(EndiveEngine.compiled()).run(agent, TurnObserver.NONE);
    assertThat(outcome).isInstanceOf(RunOutcome.Completed.class);
    return JobRunner.result(((RunOutcome.Completed) outcome).execution());
  }

  private static String verifierLogs(Testnet testnet, Path folder) throws IOException {
    var logs = new StringBuilder();
    for (var name : testnet.accounts().keySet()) {
      if (name.startsWith("verifier")) {
        logs.append(Files.readString(folder.resolve(name + ".log")));
      }
    }
    return logs.toString();
  }
}
