package souk.runtime.engine;

import souk.runtime.machine.TurnOrder;

/** An agent's module between its turns. Not safe for use by several threads at once. */
public interface AgentMachine extends AutoCloseable {

  /**
   * Runs a turn to its end.
   *
   * <p>Blocks until then. An interrupt ends it with a {@link TurnOutcome.HostFault} and leaves the
   * thread interrupted. Once a turn was not kept there is no other.
   *
   * @param order which turn, and what it may use
   */
  TurnOutcome turn(TurnOrder order);

  @Override
  void close();
}
