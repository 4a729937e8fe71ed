package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.JobOutcome;
import souk.client.JobRequest;
import souk.client.Souk;
import souk.client.market.MarketNodes;
import souk.client.run.JobRunner;
import souk.protocol.evidence.Result;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.state.Snapshot;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.examples.ExampleFiles;

/** An agent that lives on from job to job, on whatever provider. */
class ChainedJobsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Fuel FUEL = new Fuel(100_000_000);
  private static final Address ACCOUNT =
      Address.parse("0x00112233445566778899aabbccddeeff01020304");
  private static final int TURNS = 4;

  @TempDir private Path directory;

  @Test
  void aJobGoesOnFromTheLastStateOfAnother() throws Exception {
    var undisturbed = run(0, Optional.empty(), messages(), 0).state();
    try (var testnet = Testnet.prepare(TestnetPlan.demo(), directory.resolve("testnet"))) {
      testnet.startNodes();
      try (var souk = Participant.connect(testnet, Testnet.CONSUMER)) {
        souk.deposit(Amount.of(100_000_000));
        var nodes = MarketNodes.at(testnet.markets());

        var half = TURNS / 2;
        var first = live(souk, 0, Optional.empty(), messages().subList(0, half));
        testnet.await("the first state is everywhere", () -> isEverywhere(nodes, first.root()));
        var last = live(souk, half, Optional.of(nodes.state(first.root())), rest(half));
        testnet.await("the last state is everywhere", () -> isEverywhere(nodes, last.root()));

        assertThat(last).isEqualTo(undisturbed);
        assertThat(nodes.state(last.root())).isEqualTo(undisturbed);
      }
    }
  }

  /** Has the market run a job, and checks it; the state that must be its last. */
  private static Snapshot live(
      Souk souk, int firstTurn, Optional<Snapshot> state, List<Message> inbox) throws Exception {
    var id = souk.post(request(firstTurn, state, inbox));
    var outcome = souk.await(id, PATIENCE);
    var posted = souk.job(id).orElseThrow().spec().postedAt().getEpochSecond();
    var expected = run(firstTurn, state, inbox, posted);
    assertThat(outcome)
        .isInstanceOf(JobOutcome.Settled.class)
        .satisfies(
            it -> assertThat(((JobOutcome.Settled) it).result()).isEqualTo(expected.result()));
    return expected.state();
  }

  private static boolean isEverywhere(MarketNodes nodes, Hash stateHash) {
    return nodes.each().stream().allMatch(node -> node.hasState(stateHash));
  }

  private record Ran(Result result, Snapshot state) {}

  /** What running a job in this process gives. */
  private static Ran run(
      int firstTurn, Optional<Snapshot> state, List<Message> inbox, long postedAt)
      throws IOException {
    var invocation = request(firstTurn, state, inbox).invocation();
    var job =
        new AgentJob(
            invocation,
            Limits.of(FUEL, JobRequest.DEFAULT_MEMORY),
            inbox.size(),
            Instant.ofEpochSecond(postedAt));
    var states = new ArrayList<Snapshot>();
    var outcome =
        new AgentRunner(EndiveEngine.compiled())
            .run(job, state, (_, _, now) -> states.add(now.snapshot()));
    assertThat(outcome).isInstanceOf(RunOutcome.Completed.class);
    return new Ran(
        JobRunner.result(((RunOutcome.Completed) outcome).execution()), states.getLast());
  }

  private static JobRequest request(int firstTurn, Optional<Snapshot> state, List<Message> inbox)
      throws IOException {
    var module =
        ExampleFiles.projectRoot().resolve("runtime/src/test/resources/wasm/agents/chained.wasm");
    var standing = new AgentStanding(ACCOUNT, firstTurn, Amount.of(900), state.map(Snapshot::root));
    var input =
        new AgentInput(new Fuel(10_000_000), Amount.of(1_000), Optional.of(standing), inbox);
    return JobRequest.of(
            Invocation.of(Bytes.of(Files.readAllBytes(module)), Bytes.EMPTY),
            FUEL,
            Price.of(2_500_000))
        .withTurns(inbox.size(), input);
  }

  private static List<Message> messages() {
    return IntStream.range(0, TURNS)
        .mapToObj(
            turn ->
                new Message(
                    Address.ZERO, Amount.of(turn), new byte[] {1, 2, 3, 4, 5, 6, 7, (byte) turn}))
        .toList();
  }

  private static List<Message> rest(int from) {
    return messages().subList(from, TURNS);
  }
}
