package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Arguments;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.TurnOrder;
import souk.runtime.module.CallModule;

/** The two implementations of the host calls, in Java and in JavaScript, on the same calls. */
final class HostCallsAgreeTest {
  private static final int TURNS = 64;
  private static final int CALLS = 60;
  private static final Fuel PLENTY = new Fuel(1L << 40);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void inMemoryOutputEffectsAndFuelOfTurns(long seed) {
    var calls = new RandomCalls(new Random(seed));
    var job = agent(CallModule.of(calls.sequences(TURNS, CALLS), calls.memory()), standing(seed));

    try (var one = open(EndiveEngine.compiled(), job);
        var other = open(TestV8.engine(), job)) {
      var turns = 0;
      for (var kept = true; kept && turns < TURNS; turns++) {
        var order = new TurnOrder(turns, PLENTY, 1 << 20, 5_000);
        var expected = one.turn(order);
        assertThat(other.turn(order)).as("turn %d", turns).isEqualTo(expected);
        assertThat(expected).isInstanceOf(TurnOutcome.Ended.class);
        kept = expected.kept();
      }
      assertThat(turns).isGreaterThan(TURNS / 4);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void inOutputAndFuelOfCommandsWhereverFuelRunsOut(long seed) {
    var random = new Random(seed);
    var calls = new RandomCalls(random);
    var module = Bytes.of(CallModule.of(calls.sequences(1, 200), calls.memory()));
    var invocation = invocation(module, Bytes.utf8("some input".repeat(100)));
    var limits = new Limits(new Fuel(1 + random.nextInt(400_000)), CallModule.PAGES, 50_000);

    var expected = EndiveEngine.compiled().run(invocation, limits);

    assertThat(TestV8.engine().run(invocation, limits)).isEqualTo(expected);
    EngineBehaviour.completed(expected);
  }

  private static Optional<AgentStanding> standing(long seed) {
    return seed % 2 == 0
        ? Optional.empty()
        : Optional.of(
            new AgentStanding(
                Address.of(new byte[Address.SIZE]),
                AgentStanding.MAX_FIRST_TURN,
                Amount.of(123_456_789_000L),
                Optional.empty()));
  }

  private static AgentMachine open(Engine engine, AgentJob job) {
    return switch (engine.open(job, Optional.empty())) {
      case Opening.Opened(var machine) -> machine;
      case Opening.Rejected(var reason) -> throw new AssertionError(reason);
      case Opening.HostFault(var reason) -> throw new AssertionError(reason);
    };
  }

  private static AgentJob agent(byte[] module, Optional<AgentStanding> standing) {
    var sender =
        Address.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0});
    var inbox =
        List.of(
            new Message(sender, Amount.of(1_000_000_007), new byte[300]),
            new Message(sender, Amount.of(0), new byte[] {7, 8, 9}));
    var input = AgentInputCodec.encode(new AgentInput(PLENTY, Amount.of(77), standing, inbox));
    return new AgentJob(
        invocation(Bytes.of(module), Bytes.of(input)),
        new Limits(new Fuel(1L << 60), CallModule.PAGES, 64 << 20),
        TURNS,
        Instant.ofEpochSecond(1_790_000_000));
  }

  private static Invocation invocation(Bytes module, Bytes input) {
    var mounts = new TreeMap<String, Bytes>();
    mounts.put("docs/a.txt", Bytes.utf8("mounted ".repeat(50)));
    mounts.put("docs/deeper/\uFFFD", Bytes.utf8("x"));
    mounts.put("docs/deeper/😀", Bytes.EMPTY);
    mounts.put("z", Bytes.utf8("last"));
    var environment = new TreeMap<>(Map.of("B", "2", "A", "zwölf"));
    return new Invocation(
        module, new Arguments(List.of("one", "", "zwei"), environment), input, mounts);
  }
}
