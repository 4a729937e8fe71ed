package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.evidence.ExitStatus.Exited;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.TestAgents;
import souk.runtime.TestModules;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.Snapshot;
import souk.runtime.workbench.Tools;

/** An agent that lives on from job to job. */
final class ChainedJobsTest {
  private static final Address ACCOUNT =
      Address.parse("0x00112233445566778899aabbccddeeff01020304");
  private static final Fuel TURN_FUEL = new Fuel(1_000_000);
  private static final int TOLD_BYTES = 64;

  @TempDir static Path cache;

  /**
   * What a life came to.
   *
   * @param state the last one
   * @param effects with turns numbered from the life's first
   */
  private record Life(
      Snapshot state, Hash root, Bytes output, Fuel fuelUsed, List<TurnEffect> effects) {}

  /** Runs messages, one a turn, cut into jobs behind those turns, on engines by turns. */
  private static Life life(List<Message> messages, List<Integer> cuts, List<Engine> engines) {
    var state = Optional.<Snapshot>empty();
    var output = new ByteArrayOutputStream();
    var fuel = Fuel.ZERO;
    var effects = new ArrayList<TurnEffect>();
    var bounds = new ArrayList<>(cuts);
    bounds.add(messages.size());
    for (int begin = 0, number = 0; number < bounds.size(); begin = bounds.get(number++)) {
      var job = job(begin, state, messages.subList(begin, bounds.get(number)));
      var last = new ArrayList<Snapshot>();
      var execution =
          completed(
              new AgentRunner(engines.get(number % engines.size()))
                  .run(job, state, (_, _, now) -> last.add(now.snapshot())));
      assertThat(execution.status()).isEqualTo(new Exited(0));
      state = Optional.of(last.getLast());
      output.writeBytes(execution.output().toArray());
      fuel = fuel.plus(execution.fuelUsed());
      for (var effect : execution.effects()) {
        effects.add(new TurnEffect(begin + effect.turn(), effect.effect()));
      }
    }
    var end = state.orElseThrow();
    return new Life(end, end.root(), Bytes.of(output.toByteArray()), fuel, effects);
  }

  private static AgentJob job(int firstTurn, Optional<Snapshot> state, List<Message> inbox) {
    var standing = new AgentStanding(ACCOUNT, firstTurn, Amount.of(900), state.map(Snapshot::root));
    return job(Optional.of(standing), inbox);
  }

  private static AgentJob job(Optional<AgentStanding> standing, List<Message> inbox) {
    var input = new AgentInput(TURN_FUEL, Amount.of(1_000), standing, inbox);
    return new AgentJob(
        Invocation.of(TestModules.load("agents/chained"), Bytes.of(AgentInputCodec.encode(input))),
        Limits.of(new Fuel(100_000_000), 80),
        inbox.size(),
        TestAgents.keeper().postedAt());
  }

  private static Execution completed(RunOutcome outcome) {
    return EngineBehaviour.completed(outcome);
  }

  private static Message message(Random random) {
    var body = new byte[8];
    random.nextBytes(body);
    var sender = new byte[Address.SIZE];
    random.nextBytes(sender);
    return new Message(Address.of(sender), Amount.of(random.nextInt(1_000)), body);
  }

  private static List<Integer> cuts(int turns, Random random) {
    return IntStream.range(1, turns).filter(_ -> random.nextInt(3) == 0).boxed().toList();
  }

  private static Engine endive() {
    return EndiveEngine.compiled();
  }

  private static Engine v8() {
    Tools.need("node");
    return V8Engine.on(cache, Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void comeToTheSameHoweverALifeIsCut(long seed) {
    var random = new Random(seed);
    var turns = 2 + random.nextInt(20);
    var messages = IntStream.range(0, turns).mapToObj(_ -> message(random)).toList();
    var whole = life(messages, List.of(), List.of(endive()));
    var everyTurn = IntStream.range(1, turns).boxed().toList();

    assertThat(whole.output().size()).isEqualTo(turns * TOLD_BYTES);
    assertThat(life(messages, everyTurn, List.of(endive()))).isEqualTo(whole);
    assertThat(life(messages, cuts(turns, random), List.of(endive()))).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void comeToTheSameOnEveryEngine(long seed) {
    var random = new Random(seed);
    var messages = IntStream.range(0, 9).mapToObj(_ -> message(random)).toList();
    var whole = life(messages, List.of(), List.of(endive()));

    assertThat(life(messages, List.of(), List.of(v8()))).isEqualTo(whole);
    assertThat(life(messages, cuts(9, random), List.of(v8()))).isEqualTo(whole);
    assertThat(life(messages, List.of(1, 2, 4, 7), List.of(v8(), endive()))).isEqualTo(whole);
  }

  @Test
  void tellAnAgentItsTurnItsAccountAndTheTime() {
    var state = life(List.of(message(new Random(5))), List.of(), List.of(endive())).state();
    var job = job(700, Optional.of(state), List.of(message(new Random(6))));

    var told =
        ByteBuffer.wrap(
                completed(new AgentRunner(endive()).run(job, Optional.of(state), TurnObserver.NONE))
                    .output()
                    .toArray())
            .order(ByteOrder.LITTLE_ENDIAN);

    assertThat(told.getInt(0)).as("turn").isEqualTo(700);
    assertThat(told.getInt(4)).as("begun").isEqualTo(1);
    var account = new byte[Address.SIZE];
    told.get(16, account);
    assertThat(Address.of(account)).isEqualTo(ACCOUNT);
    assertThat(told.getLong(36)).as("balance").isEqualTo(900);
    assertThat(told.getLong(56)).as("time").isEqualTo(700L * 86_400_000_000_000L + 1_000_000);
  }

  @Test
  void goOnWhereOneOfThemWasBrokenOff() {
    var random = new Random(31);
    var first = life(List.of(message(random)), List.of(), List.of(endive())).state();
    var messages = IntStream.range(0, 4).mapToObj(_ -> message(random)).toList();
    var job = job(1, Optional.of(first), messages);
    var stops = new ArrayList<Checkpoint>();
    var states = new ArrayList<Snapshot>();
    var runner = new AgentRunner(endive());
    var whole =
        runner.run(
            job,
            Optional.of(first),
            (now, _, state) -> {
              stops.add(now);
              states.add(state.snapshot());
            });

    for (var stop = 0; stop < 3; stop++) {
      assertThat(
              runner.resume(job, stops.get(stop), Optional.of(states.get(stop)), TurnObserver.NONE))
          .isEqualTo(whole);
    }
    assertThat(runner.verifyTurn(job, Checkpoint.start(job), Optional.of(first), stops.getFirst()))
        .isInstanceOfSatisfying(TurnCheck.Compared.class, it -> assertThat(it.holds()).isTrue());
  }

  @Test
  void doNotRunWithoutTheStateTheyGoOnFrom() {
    var random = new Random(41);
    var state = life(List.of(message(random)), List.of(), List.of(endive())).state();
    var other = life(List.of(message(random)), List.of(), List.of(endive())).state();
    var job = job(1, Optional.of(state), List.of(message(random)));
    var runner = new AgentRunner(endive());

    assertThat(runner.run(job, TurnObserver.NONE))
        .isEqualTo(
            new RunOutcome.Rejected(
                "the snapshot is of state nothing; the job goes on from " + state.root()));
    assertThat(runner.run(job, Optional.of(other), TurnObserver.NONE))
        .isInstanceOf(RunOutcome.Rejected.class);
    assertThat(
            runner.run(
                job(0, Optional.empty(), List.of(message(random))),
                Optional.of(other),
                TurnObserver.NONE))
        .isInstanceOf(RunOutcome.Rejected.class);
  }

  @Test
  void knowNoAccountIfTheyStandForThemselves() {
    var job = job(Optional.empty(), List.of(message(new Random(51))));

    assertThat(completed(new AgentRunner(endive()).run(job, TurnObserver.NONE)).status())
        .isEqualTo(new Exited(44));
  }
}
