package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.TestAgents;
import souk.runtime.engine.RecordedRun.Stop;
import souk.runtime.engine.TurnCheck.Compared;
import souk.runtime.engine.TurnCheck.Part;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.RunOutcome.Completed;
import souk.runtime.machine.RunOutcome.HostFault;
import souk.runtime.machine.RunOutcome.Rejected;
import souk.runtime.machine.TurnOrder;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;
import souk.runtime.state.StateCodec;

final class AgentRunnerTest {
  private static final Engine ENGINE = EndiveEngine.interpreted();
  private static final AgentRunner RUNNER = new AgentRunner(ENGINE);
  private static final AgentJob JOB = TestAgents.keeper();
  private static final RecordedRun RUN = RecordedRun.of(ENGINE, JOB);
  private static final Stop AFTER_THREE = RUN.stops().get(3);
  private static final Checkpoint AT_THREE = AFTER_THREE.readCheckpoint();
  private static final Optional<Snapshot> STATE_AT_THREE = AFTER_THREE.readSnapshot();
  private static final Checkpoint AT_FOUR = RUN.stops().get(4).readCheckpoint();

  /** An engine whose agents always come to the same. */
  private record Canned(TurnOutcome outcome) implements Engine, AgentMachine {
    @Override
    public EngineName name() {
      return new EngineName("canned");
    }

    @Override
    public RunOutcome run(Invocation invocation, Limits limits) {
      return new HostFault("this engine has no commands");
    }

    @Override
    public Opening open(AgentJob job, Optional<Snapshot> from) {
      return new Opening.Opened(this);
    }

    @Override
    public TurnOutcome turn(TurnOrder order) {
      return outcome;
    }

    @Override
    public void close() {}
  }

  static Stream<RecordedRun> runs() {
    return Stream.of("u", "d", "l", "x", "n")
        .map(letter -> RecordedRun.of(ENGINE, TestAgents.ending(letter)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everyTrueTurnHolds(RecordedRun run) {
    for (var turn = 1; turn < run.stops().size(); turn++) {
      var before = run.stops().get(turn - 1);
      var after = run.stops().get(turn);

      var check =
          RUNNER.verifyTurn(
              run.job(), before.readCheckpoint(), before.readSnapshot(), after.readCheckpoint());

      assertThat(check)
          .isInstanceOfSatisfying(
              Compared.class,
              compared -> {
                assertThat(compared.holds()).isTrue();
                assertThat(compared.actual()).isEqualTo(after.readCheckpoint());
                assertThat(compared.delta().map(StateCodec::encode)).isEqualTo(after.delta());
              });
    }
  }

  @Test
  void aLieIsFoundInTheStateAlone() {
    lies(with(AT_FOUR, AT_FOUR.trace(), AT_THREE.stateHash()), Part.STATE);
  }

  @Test
  void aLieAboutAnEarlierTurnIsFoundInTheTrace() {
    var trace = AT_FOUR.trace().toArray(Hash[]::new);
    trace[1] = trace[2];

    lies(with(AT_FOUR, List.of(trace), AT_FOUR.stateHash()), Part.TRACE);
  }

  @Test
  void eachEntryOfTheTraceIsTheTurnHashOfTheCheckpointThere() {
    for (var stop : RUN.stops().subList(1, RUN.stops().size())) {
      var checkpoint = stop.readCheckpoint();

      assertThat(checkpoint.turnHash()).contains(checkpoint.trace().getLast());
    }
  }

  @Test
  void refusesACheckpointThatIsNotOfItsLastTurn() {
    var reason = "the checkpoint's fuel, output, effects and state are not its last turn's";
    var effect = new TurnEffect(2, new Effect.Pay(Address.of(new byte[20]), Amount.of(1)));

    refuses(
        claiming(AT_THREE.fuelUsed().plus(new Fuel(1)), AT_THREE.output(), AT_THREE.effects()),
        STATE_AT_THREE,
        reason);
    refuses(
        claiming(AT_THREE.fuelUsed(), Bytes.utf8("!"), AT_THREE.effects()), STATE_AT_THREE, reason);
    refuses(
        claiming(AT_THREE.fuelUsed(), AT_THREE.output(), List.of(effect)), STATE_AT_THREE, reason);
    refuses(
        with(AT_THREE, AT_THREE.trace(), AT_FOUR.stateHash()),
        RUN.stops().get(4).readSnapshot(),
        reason);
  }

  private static Checkpoint claiming(Fuel fuelUsed, Bytes output, List<TurnEffect> effects) {
    return new Checkpoint(
        AT_THREE.job(),
        AT_THREE.end(),
        fuelUsed,
        output,
        AT_THREE.log(),
        effects,
        AT_THREE.trace(),
        AT_THREE.stateHash());
  }

  @Test
  void aLieIsFoundInFuelOutputEffectsAndEnd() {
    var effect = new TurnEffect(3, new Effect.Pay(Address.of(new byte[20]), Amount.of(1)));
    var claim =
        new Checkpoint(
            AT_FOUR.job(),
            Optional.of(new ExitStatus.Exited(0)),
            AT_FOUR.fuelUsed().plus(new Fuel(1)),
            AT_FOUR.output().followedBy(Bytes.utf8("!")),
            AT_FOUR.log(),
            List.of(effect),
            AT_FOUR.trace(),
            AT_FOUR.stateHash());

    lies(claim, Part.END, Part.FUEL, Part.OUTPUT, Part.EFFECTS);
  }

  private static void lies(Checkpoint claim, Part... parts) {
    assertThat(RUNNER.verifyTurn(JOB, AT_THREE, STATE_AT_THREE, claim))
        .isInstanceOfSatisfying(
            Compared.class,
            compared -> {
              assertThat(compared.differing()).isEqualTo(Set.of(parts));
              assertThat(compared.actual()).isEqualTo(AT_FOUR);
            });
  }

  @Test
  void theLogIsNotCompared() {
    var claim =
        new Checkpoint(
            AT_FOUR.job(),
            AT_FOUR.end(),
            AT_FOUR.fuelUsed(),
            AT_FOUR.output(),
            Bytes.EMPTY,
            AT_FOUR.effects(),
            AT_FOUR.trace(),
            AT_FOUR.stateHash());

    lies(claim);
  }

  @Test
  void thereIsNoTurnToVerifyAfterTheEnd() {
    var last = RUN.stops().getLast();

    assertThat(RUNNER.verifyTurn(JOB, last.readCheckpoint(), last.readSnapshot(), AT_FOUR))
        .isEqualTo(new TurnCheck.Rejected("there is no turn after the end of a job"));
  }

  @Test
  void resumingAJobThatEndedRunsNothing() {
    var last = RUN.stops().getLast();
    var nothing = new AgentRunner(new Canned(new TurnOutcome.HostFault("was asked")));

    assertThat(nothing.resume(JOB, last.readCheckpoint(), last.readSnapshot(), TurnObserver.NONE))
        .isEqualTo(RUN.outcome())
        .isInstanceOf(Completed.class);
  }

  @Test
  void refusesTheCheckpointOfAnotherJob() {
    var other = TestAgents.job("keeper", 9);

    assertThat(RUNNER.resume(other, AT_THREE, STATE_AT_THREE, TurnObserver.NONE))
        .isEqualTo(new Rejected("the checkpoint is of another job"));
  }

  @Test
  void refusesTheSnapshotOfAnotherTurnOrNone() {
    var reason =
        "the snapshot is of state %s; the job goes on from " + AT_THREE.stateHash().orElseThrow();

    var afterTwo = RUN.stops().get(2);
    refuses(
        AT_THREE,
        afterTwo.readSnapshot(),
        reason.formatted(afterTwo.readCheckpoint().stateHash().orElseThrow()));
    refuses(AT_THREE, Optional.empty(), reason.formatted("nothing"));
    refuses(
        RUN.stops().getFirst().readCheckpoint(),
        STATE_AT_THREE,
        "the snapshot is of state %s; the job goes on from nothing"
            .formatted(AT_THREE.stateHash().orElseThrow()));
  }

  @Test
  void refusesACheckpointBeyondTheJobsLimits() {
    var turns =
        new Checkpoint(
            AT_THREE.job(),
            Optional.empty(),
            AT_THREE.fuelUsed(),
            AT_THREE.output(),
            AT_THREE.log(),
            List.of(),
            RUN.stops().getLast().readCheckpoint().trace(),
            AT_THREE.stateHash());
    var fuel =
        new Checkpoint(
            AT_THREE.job(),
            Optional.empty(),
            new Fuel(20_000_001),
            Bytes.EMPTY,
            Bytes.EMPTY,
            List.of(),
            AT_THREE.trace(),
            AT_THREE.stateHash());
    var output =
        new Checkpoint(
            AT_THREE.job(),
            Optional.empty(),
            Fuel.ZERO,
            Bytes.of(new byte[50_001]),
            Bytes.EMPTY,
            List.of(),
            AT_THREE.trace(),
            AT_THREE.stateHash());

    refuses(turns, STATE_AT_THREE, "the checkpoint has 8 turns of 8 and no end");
    refuses(fuel, STATE_AT_THREE, "the checkpoint has used 20000001 fuel of 20000000");
    refuses(output, STATE_AT_THREE, "the checkpoint has written 50001 bytes of output of 50000");
  }

  private static void refuses(Checkpoint from, Optional<Snapshot> state, String reason) {
    assertThat(RUNNER.resume(JOB, from, state, TurnObserver.NONE)).isEqualTo(new Rejected(reason));
  }

  @Test
  void aTurnThatCannotFollowIsTheEnginesFault() {
    var shrinking =
        new TurnOutcome.Ended(
            new ExitStatus.Exited(0),
            true,
            Fuel.ZERO,
            Bytes.EMPTY,
            Bytes.EMPTY,
            List.of(),
            Optional.of(new Delta(1, List.of(), new TreeMap<>())));

    var outcome =
        new AgentRunner(new Canned(shrinking))
            .resume(JOB, AT_THREE, STATE_AT_THREE, TurnObserver.NONE);

    assertThat(outcome)
        .isEqualTo(
            new HostFault(
                "the engine's turn is not possible: a memory never shrinks, as from 3 to 1"
                    + " pages"));
  }

  private static Checkpoint with(
      Checkpoint checkpoint, List<Hash> trace, Optional<Hash> stateHash) {
    return new Checkpoint(
        checkpoint.job(),
        checkpoint.end(),
        checkpoint.fuelUsed(),
        checkpoint.output(),
        checkpoint.log(),
        checkpoint.effects(),
        trace,
        stateHash);
  }
}
