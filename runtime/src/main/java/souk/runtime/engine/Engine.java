package souk.runtime.engine;

import java.util.Optional;
import souk.protocol.offer.EngineName;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.state.Snapshot;

/**
 * Runs invocations deterministically. Safe for use by several threads at once; each run has its own
 * memory and shares nothing with another.
 */
public interface Engine {

  /** The name offers declare. */
  EngineName name();

  /**
   * Runs an invocation to its end.
   *
   * <p>Blocks until then. An interrupt ends it with a {@link RunOutcome.HostFault} and leaves the
   * thread interrupted. Never throws because of what the module is or does.
   *
   * @param invocation what to run
   * @param limits what it may use
   * @return a result, or why there is none
   */
  RunOutcome run(Invocation invocation, Limits limits);

  /**
   * Opens a machine for an agent.
   *
   * <p>Never throws because of what the module is.
   *
   * @param job what to run
   * @param from the state to go on from, whose hash was checked; empty to begin
   */
  Opening open(AgentJob job, Optional<Snapshot> from);
}
