package souk.runtime.engine;

import java.util.List;
import java.util.Optional;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.value.Fuel;
import souk.runtime.machine.Bytes;
import souk.runtime.state.Delta;

/** What came of trying to run a turn. */
public sealed interface TurnOutcome {

  /** Whether its state and effects are kept. */
  default boolean kept() {
    return this instanceof Ended ended && ended.delta().isPresent();
  }

  /**
   * The turn ended.
   *
   * @param status how: exited with 0 if it returned
   * @param returned whether the turn function returned, so that another turn may follow
   * @param fuelUsed at most the turn's fuel
   * @param output what it wrote to standard output
   * @param log what is kept of what it wrote to standard error
   * @param effects what it wants done; none if it is dropped
   * @param delta what it changed; empty if it is dropped
   */
  record Ended(
      ExitStatus status,
      boolean returned,
      Fuel fuelUsed,
      Bytes output,
      Bytes log,
      List<Effect> effects,
      Optional<Delta> delta)
      implements TurnOutcome {

    /** Copies the list. */
    public Ended {
      effects = List.copyOf(effects);
    }
  }

  /**
   * This host failed; says nothing about the job.
   *
   * @param reason one line: what failed
   */
  record HostFault(String reason) implements TurnOutcome {}
}
