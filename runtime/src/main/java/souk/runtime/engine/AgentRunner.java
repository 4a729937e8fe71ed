package souk.runtime.engine;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import souk.runtime.engine.TurnCheck.Part;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.RunOutcome;
import souk.runtime.state.AgentState;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;

/**
 * Runs agent jobs turn by turn on an engine: from the start, from where another run stopped, or a
 * single turn to see whether somebody told the truth. Safe for use by several threads at once.
 *
 * <pre>{@code
 * var runner = new AgentRunner(endive);
 * runner.run(job, (now, delta, state) -> save(now, state.snapshot()));
 *
 * var other = new AgentRunner(v8);
 * other.resume(job, saved.checkpoint(), Optional.of(saved.snapshot()), TurnObserver.NONE);
 * }</pre>
 */
public final class AgentRunner {
  private final Engine engine;

  /** What came of a step. */
  private sealed interface Step {
    record Taken(Optional<Delta> delta) implements Step {}

    record Failed(String reason) implements Step {}
  }

  /** A runner on an engine. */
  public AgentRunner(Engine engine) {
    this.engine = engine;
  }

  /**
   * Runs a job whose input names no state to its end, as {@link #run(AgentJob, Optional,
   * TurnObserver)}.
   */
  public RunOutcome run(AgentJob job, TurnObserver observer) {
    return run(job, Optional.empty(), observer);
  }

  /**
   * Runs a job to its end; blocks and is interrupted as {@link Engine#run}.
   *
   * @param first the state that the job's input names; empty if it names none
   * @param observer who is told of each turn
   * @return a result, or why there is none: rejected if that is not the state
   */
  public RunOutcome run(AgentJob job, Optional<Snapshot> first, TurnObserver observer) {
    return resume(job, Checkpoint.start(job), first, observer);
  }

  /**
   * Runs the rest of a job. Its execution is that of the whole job, as if it had never stopped.
   *
   * @param from how far it had come
   * @param state the state it was in; before the first turn, the first state if there is one
   * @param observer who is told of each turn
   * @return a result, or why there is none: rejected if checkpoint and snapshot are not of this job
   */
  public RunOutcome resume(
      AgentJob job, Checkpoint from, Optional<Snapshot> state, TurnObserver observer) {
    return Resumption.objection(job, from, state)
        .<RunOutcome>map(RunOutcome.Rejected::new)
        .or(() -> from.execution().map(RunOutcome.Completed::new))
        .orElseGet(() -> toItsEnd(job, from, state, observer));
  }

  /** Why a checkpoint and a snapshot, from anybody, are not a place in a job: one line. */
  public static Optional<String> objection(
      AgentJob job, Checkpoint from, Optional<Snapshot> state) {
    return Resumption.objection(job, from, state);
  }

  /**
   * Runs one turn again and compares what it comes to with what somebody says.
   *
   * @param before how far the job had come before it
   * @param state the state it was in; before the first turn, the first state if there is one
   * @param after how far they say the job has come after it; its log is not looked at
   * @return what differs; rejected if checkpoint and snapshot before are not of this job, or the
   *     job had ended
   */
  public TurnCheck verifyTurn(
      AgentJob job, Checkpoint before, Optional<Snapshot> state, Checkpoint after) {
    return Resumption.objection(job, before, state)
        .or(() -> before.end().map(_ -> "there is no turn after the end of a job"))
        .<TurnCheck>map(TurnCheck.Rejected::new)
        .orElseGet(
            () ->
                withMachine(
                    job,
                    before,
                    state,
                    (machine, progress) -> compare(machine, progress, after),
                    TurnCheck.Rejected::new,
                    TurnCheck.HostFault::new));
  }

  private static TurnCheck compare(AgentMachine machine, AgentProgress progress, Checkpoint after) {
    return switch (step(machine, progress)) {
      case Step.Failed(var reason) -> new TurnCheck.HostFault(reason);
      case Step.Taken(var delta) ->
          new TurnCheck.Compared(differing(progress.now(), after), progress.now(), delta);
    };
  }

  private static Set<Part> differing(Checkpoint one, Checkpoint other) {
    var parts = EnumSet.noneOf(Part.class);
    note(parts, Part.END, Checkpoint::end, one, other);
    note(parts, Part.FUEL, Checkpoint::fuelUsed, one, other);
    note(parts, Part.OUTPUT, Checkpoint::output, one, other);
    note(parts, Part.EFFECTS, Checkpoint::effects, one, other);
    note(parts, Part.STATE, Checkpoint::stateHash, one, other);
    note(parts, Part.TRACE, Checkpoint::trace, one, other);
    return parts;
  }

  private static void note(
      Set<Part> parts,
      Part part,
      Function<Checkpoint, Object> value,
      Checkpoint one,
      Checkpoint other) {
    if (!value.apply(one).equals(value.apply(other))) {
      parts.add(part);
    }
  }

  private RunOutcome toItsEnd(
      AgentJob job, Checkpoint from, Optional<Snapshot> state, TurnObserver observer) {
    return withMachine(
        job,
        from,
        state,
        (machine, progress) -> toItsEnd(machine, progress, observer),
        RunOutcome.Rejected::new,
        RunOutcome.HostFault::new);
  }

  private static RunOutcome toItsEnd(
      AgentMachine machine, AgentProgress progress, TurnObserver observer) {
    while (true) {
      switch (step(machine, progress)) {
        case Step.Failed(var reason) -> {
          return new RunOutcome.HostFault(reason);
        }
        case Step.Taken(var delta) -> observer.turnEnded(progress.now(), delta, progress.state());
      }
      var execution = progress.now().execution();
      if (execution.isPresent()) {
        return new RunOutcome.Completed(execution.get());
      }
    }
  }

  private <T> T withMachine(
      AgentJob job,
      Checkpoint from,
      Optional<Snapshot> state,
      BiFunction<AgentMachine, AgentProgress, T> work,
      Function<String, T> rejected,
      Function<String, T> fault) {
    return switch (engine.open(job, state)) {
      case Opening.Rejected(var reason) -> rejected.apply(reason);
      case Opening.HostFault(var reason) -> fault.apply(reason);
      case Opening.Opened(var machine) -> {
        try (machine) {
          var begun = state.map(AgentState::of).orElseGet(AgentState::empty);
          yield work.apply(machine, new AgentProgress(job, from, begun));
        }
      }
    };
  }

  private static Step step(AgentMachine machine, AgentProgress progress) {
    var order = progress.next();
    if (order.isEmpty()) {
      return new Step.Taken(Optional.empty());
    }
    return switch (machine.turn(order.get())) {
      case TurnOutcome.HostFault(var reason) -> new Step.Failed(reason);
      case TurnOutcome.Ended ended -> {
        try {
          progress.take(ended);
          yield new Step.Taken(ended.delta());
        } catch (IllegalArgumentException e) {
          yield new Step.Failed("the engine's turn is not possible: " + e.getMessage());
        }
      }
    };
  }
}
