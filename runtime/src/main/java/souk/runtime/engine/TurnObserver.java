package souk.runtime.engine;

import java.util.Optional;
import souk.runtime.state.AgentState;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.Delta;

/** Who is told of an agent job's turns as they end. */
@FunctionalInterface
public interface TurnObserver {
  /** Nobody. */
  TurnObserver NONE = (_, _, _) -> {};

  /**
   * A turn has ended. The job goes on when this returns.
   *
   * @param now how far the job has come
   * @param delta what the turn changed; empty if it was not kept
   * @param state the state now, the same object each time; to be used during the call only
   */
  void turnEnded(Checkpoint now, Optional<Delta> delta, AgentState state);
}
