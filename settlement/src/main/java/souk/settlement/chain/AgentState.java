package souk.settlement.chain;

import java.util.Optional;
import souk.protocol.value.Address;

/** Where an agent is in its life. */
public sealed interface AgentState {

  /** The turn that is being run or landed. */
  default Optional<OpenTurn> turn() {
    return Optional.empty();
  }

  /** Whether nothing wakes it any more. */
  default boolean isFinal() {
    return false;
  }

  /** The state's name as written on the command line and in the API. */
  default String label() {
    return getClass().getSimpleName();
  }

  /** No turn-job is open. */
  record Idle() implements AgentState {}

  /** A turn-job is posted, and its turn not opened yet. */
  record Working(OpenTurn open) implements AgentState {
    @Override
    public Optional<OpenTurn> turn() {
      return Optional.of(open);
    }
  }

  /** Its turn is opened; some of the effects are still to come. */
  record Landing(OpenTurn open) implements AgentState {
    @Override
    public Optional<OpenTurn> turn() {
      return Optional.of(open);
    }
  }

  /**
   * Nothing wakes it any more.
   *
   * @param heir who got what was left, and gets what comes
   */
  record Ended(Address heir) implements AgentState {
    @Override
    public boolean isFinal() {
      return true;
    }
  }
}
