package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.job.ChildJob;
import souk.protocol.job.JobKind;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.TestAgents;
import souk.runtime.TestModules;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.TurnOrder;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;

/** What every engine does with agents. */
abstract class AgentBehaviour {
  private static final Engine REFERENCE = EndiveEngine.interpreted();
  private static final ChildJob CHILD =
      new ChildJob(
          Hash.ZERO,
          Hash.ZERO,
          Hash.ZERO,
          Hash.ZERO,
          Hash.ZERO,
          JobKind.COMMAND,
          new Fuel(1_000),
          16,
          0,
          Price.of(7));
  private static final TurnOrder FIRST = new TurnOrder(0, new Fuel(1_000_000), 1_000, 1_000);

  abstract Engine engine();

  static Stream<AgentJob> jobs() {
    var spender = new Limits(new Fuel(120_000), 1, 0);
    return Stream.of(
        TestAgents.keeper(),
        TestAgents.job("bare", 3),
        TestAgents.job("caller", 8),
        TestAgents.job("spender", 64, new Fuel(50_000), spender),
        TestAgents.job("spender", 64, new Fuel(1_000_000), spender),
        TestAgents.ending("o"),
        TestAgents.ending("s"));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void comesToTheSameTurnByTurn(AgentJob job) {
    assertThat(RecordedRun.of(engine(), job)).isEqualTo(RecordedRun.of(REFERENCE, job));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void goesOnFromEveryTurnOfAnotherEngine(AgentJob job) {
    var reference = RecordedRun.of(REFERENCE, job);

    for (var stop = 0; stop < reference.stops().size(); stop++) {
      assertThat(reference.resumed(stop, engine())).as("from %d", stop).isEqualTo(reference);
    }
  }

  @Test
  void anotherEngineGoesOnFromEveryTurn() {
    var run = RecordedRun.of(engine(), TestAgents.keeper());

    for (var stop = 0; stop < run.stops().size(); stop++) {
      assertThat(run.resumed(stop, REFERENCE)).as("from %d", stop).isEqualTo(run);
    }
  }

  @Test
  void keepsMemoryAndGlobalsAndBeginsOnce() {
    var execution = completed(TestAgents.keeper());

    var turns = execution.output().toArray();
    assertThat(turns).hasSize(8 * 144);
    for (var turn = 0; turn < 8; turn++) {
      var told = ByteBuffer.wrap(turns, turn * 144, 144).slice().order(ByteOrder.LITTLE_ENDIAN);
      assertThat(told.getInt(100)).as("begun").isEqualTo(1);
      assertThat(told.getInt(104)).as("single").isEqualTo(0xFFA0_0000 | (turn + 1));
    }
    assertThat(execution.log().size()).isEqualTo(8 * 4);
    assertThat(execution.trace()).hasSize(8).doesNotHaveDuplicates();
    assertThat(execution.status()).isEqualTo(new ExitStatus.Exited(0));
  }

  @Test
  void givesEachTurnTimeAndChanceOfItsOwn() {
    var turns = ByteBuffer.wrap(completed(TestAgents.keeper()).output().toArray());
    turns.order(ByteOrder.LITTLE_ENDIAN);

    var chances = IntStream.range(0, 8).mapToObj(turn -> turns.getLong(turn * 144 + 112)).toList();
    assertThat(chances).doesNotHaveDuplicates();
    for (var turn = 0; turn < 8; turn++) {
      assertThat(turns.getLong(turn * 144 + 120)).isEqualTo(1_760_000_000_001_000_000L);
      assertThat(turns.getLong(turn * 144 + 128)).isEqualTo(turn * 86_400_000_000_000L + 2_000_000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "x, 0, 3, 3",
    "f, 4294967295, 2, 3",
    "u, 4294967296, 2, 3",
    "d, 4294967296, 2, 3",
    "r, 4294967296, 2, 3",
    "o, 4294967296, 2, 3",
    "l, 8589934592, 2, 3",
    "s, 0, 3, 3",
    "e, 0, 3, 3",
    "n, 0, 8, 8"
  })
  void endsAsItsTurnsDo(String letter, long status, int kept, int dots) {
    var execution = completed(TestAgents.ending(letter));

    assertThat(execution.status()).isEqualTo(ExitStatus.of(status));
    assertThat(execution.trace()).hasSize(kept);
    assertThat(execution.output().text()).isEqualTo(".".repeat(dots));
    assertThat(execution.effects().stream().filter(e -> e.effect() instanceof Effect.Pay))
        .extracting(TurnEffect::turn)
        .containsExactlyElementsOf(IntStream.range(0, kept).boxed().toList());
  }

  @Test
  void sleepsAndEndsWithEffects() {
    assertThat(completed(TestAgents.ending("s")).effects().getLast())
        .isEqualTo(new TurnEffect(2, new Effect.Sleep(Instant.ofEpochSecond(2_000_000_000))));
    assertThat(completed(TestAgents.ending("e")).effects().getLast().effect())
        .isInstanceOf(Effect.End.class);
  }

  @Test
  void chargesATurnThatRunsOutWithItsFuel() {
    var execution = completed(TestAgents.ending("l"));
    var twoTurns = completed(TestAgents.job("ends", 2, "l"));

    assertThat(execution.fuelUsed().units() - twoTurns.fuelUsed().units()).isEqualTo(2_000_000);
  }

  @Test
  void aJobWithoutFuelForItsNextTurnIsOutOfIt() {
    var one = completed(TestAgents.job("ends", 1, "n")).fuelUsed();
    var job = TestAgents.job("ends", 8, new Fuel(1_000_000), Limits.of(one, 1), "n");

    var execution = completed(job);

    assertThat(execution.status()).isEqualTo(new ExitStatus.OutOfFuel());
    assertThat(execution.fuelUsed()).isEqualTo(one);
    assertThat(execution.trace()).hasSize(1);
  }

  @Test
  void rejectsACommand() {
    var job = withModule(TestModules.load("hello"));

    assertThat(engine().open(job, Optional.empty()))
        .isEqualTo(
            new Opening.Rejected(
                "the module exports no function turn: build it as an agent, or run it as a"
                    + " command"));
  }

  @Test
  void rejectsAnInputThatIsNoAgents() {
    var invocation = Invocation.of(TestModules.load("agents/bare"), Bytes.utf8("text"));
    var job = new AgentJob(invocation, Limits.of(new Fuel(9), 1), 1, Instant.EPOCH);

    assertThat(engine().open(job, Optional.empty()))
        .isInstanceOfSatisfying(
            Opening.Rejected.class,
            rejected -> assertThat(rejected.reason()).startsWith("the input is no agent's: "));
  }

  @Test
  void rejectsMoreMemoryThanTheLimit() {
    var job = TestAgents.job("keeper", 1, new Fuel(9), Limits.of(new Fuel(9), 1));

    assertThat(engine().open(job, Optional.empty()))
        .isEqualTo(
            new Opening.Rejected("the module starts with 2 pages of memory, the limit is 1"));
  }

  @Test
  void rejectsSnapshotsOfAnotherShape() {
    rejects(snapshot(1, 4), "the snapshot has 1 pages of memory, the agent 2..16");
    rejects(snapshot(17, 4), "the snapshot has 17 pages of memory, the agent 2..16");
    rejects(snapshot(2, 3), "the snapshot has 3 globals, the agent 4");
  }

  private void rejects(Snapshot snapshot, String reason) {
    assertThat(engine().open(TestAgents.keeper(), Optional.of(snapshot)))
        .isEqualTo(new Opening.Rejected(reason));
  }

  private static Snapshot snapshot(int pages, int globals) {
    return new Snapshot(
        pages, IntStream.range(0, globals).mapToObj(i -> (long) i).toList(), new TreeMap<>());
  }

  @Test
  void startsFromExactlyTheSnapshot() {
    var globals = List.of(65_536L, 41L, 0x7FA0_0001L, 0xFFF4_0000_0000_0001L);
    var snapshot = new Snapshot(3, globals, new TreeMap<>());

    var delta = firstTurn(TestAgents.keeper(), Optional.of(snapshot));

    assertThat(delta.pages()).isEqualTo(4);
    assertThat(delta.globals().subList(0, 3)).containsExactly(65_536L, 42L, 0xFFA0_002AL);
    assertThat(delta.globals().get(3)).isEqualTo(0xFFF4_0000_0000_0001L ^ 42);
    assertThat(delta.blocks().getOrDefault(0, Bytes.EMPTY).toArray()).startsWith(new byte[100]);
  }

  @Test
  void anAgentIsToldAndAsksForWhatItsCallsAreFor() {
    var execution = completed(TestAgents.job("caller", 8));

    assertThat(execution.status()).isEqualTo(new ExitStatus.Exited(0));
    assertThat(execution.effects())
        .containsExactly(
            new TurnEffect(0, new Effect.Pay(Address.ZERO, Amount.of(3))),
            new TurnEffect(0, new Effect.Send(Address.ZERO, Amount.of(3), new byte[] {1, 2})),
            new TurnEffect(1, new Effect.Spawn(CHILD, Amount.of(3))),
            new TurnEffect(2, new Effect.Sleep(Instant.ofEpochSecond(1_760_000_060))),
            new TurnEffect(2, new Effect.End(Address.ZERO)));
    var turns = execution.output().toArray();
    assertThat(turns).hasSize(3 * 92);
    for (var turn = 0; turn < 3; turn++) {
      var told = ByteBuffer.wrap(turns, turn * 92, 92).slice().order(ByteOrder.LITTLE_ENDIAN);
      assertThat(List.of(told.getInt(), told.getInt(), told.getInt(), told.getInt()))
          .containsExactly(turn, 8, 1, 0);
      assertThat(List.of(told.getLong(), told.getLong(), told.getLong(), told.getLong()))
          .containsExactly(1_760_000_000L, 2_000_000L, 1_000L, 0L);
      assertThat(told.getLong(68)).as("value").isEqualTo(3);
      assertThat(told.getShort(84)).as("body").isEqualTo((short) 0x0201);
      assertThat(told.getInt(86)).as("size").isEqualTo(2);
      assertThat(told.get(90)).as("no message").isEqualTo((byte) 44);
      assertThat(told.get(91)).as("no file of the turn before").isEqualTo((byte) 44);
    }
  }

  @Test
  void answersAnAgentsCallInACommandWithAnError() {
    var outcome =
        engine()
            .run(
                Invocation.of(TestModules.load("agents/caller"), Bytes.EMPTY),
                Limits.of(new Fuel(1_000_000), 1));

    assertThat(EngineBehaviour.completed(outcome).status()).isEqualTo(new ExitStatus.Exited(58));
  }

  @Test
  void aBareAgentHasAStateThatNeverChanges() {
    var turns = RecordedRun.of(engine(), TestAgents.job("bare", 3)).stops().subList(1, 4);

    assertThat(turns)
        .extracting(stop -> stop.readCheckpoint().stateHash())
        .containsOnly(turns.getFirst().readCheckpoint().stateHash());
  }

  private Delta firstTurn(AgentJob job, Optional<Snapshot> from) {
    if (engine().open(job, from) instanceof Opening.Opened(var machine)) {
      try (machine) {
        if (machine.turn(FIRST) instanceof TurnOutcome.Ended ended) {
          return ended.delta().orElseThrow();
        }
      }
    }
    throw new AssertionError("no turn");
  }

  private static AgentJob withModule(Bytes module) {
    var keeper = TestAgents.keeper();
    var invocation = Invocation.of(module, keeper.invocation().input());
    return new AgentJob(invocation, keeper.limits(), keeper.turnLimit(), keeper.postedAt());
  }

  private Execution completed(AgentJob job) {
    return EngineBehaviour.completed(new AgentRunner(engine()).run(job, TurnObserver.NONE));
  }
}
