package souk.settlement.chain;

import java.util.List;
import java.util.Optional;
import souk.protocol.evidence.Result;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/** What an account can ask of Agents. Of lists an element that is refused is skipped. */
public sealed interface AgentCall extends Call {

  /** Creates an agent; its funding needs {@link Call.ApproveTransfers} to Agents. */
  record Create(AgentCreation creation) implements AgentCall {}

  /** Sends messages out of the sender's market balance; needs that too. */
  record Send(List<Outgoing> messages) implements AgentCall {
    public Send {
      messages = List.copyOf(messages);
    }
  }

  /**
   * Posts an agent's next turn.
   *
   * @param bodies of the oldest unread messages, as many as {@link Chain#canWake} says
   */
  record Wake(AgentId agent, List<MessageBody> bodies) implements AgentCall {
    public Wake {
      bodies = List.copyOf(bodies);
    }
  }

  /**
   * Posts an agent's turn again with a higher ceiling.
   *
   * @param input SHA-256 of the input
   * @param chunks as in the job
   */
  record Raise(AgentId agent, Hash input, Hash chunks) implements AgentCall {}

  /**
   * Opens a settled turn and applies its effects.
   *
   * @param most effects of this page
   */
  record Advance(AgentId agent, Result result, Turn turn, int most) implements AgentCall {}

  /** Goes on after a settled turn that was dropped. */
  record AdvanceTrapped(AgentId agent, Result result) implements AgentCall {}

  /** Gives turns up whose job came to nothing. */
  record Fail(List<AgentId> agents) implements AgentCall {
    public Fail {
      agents = List.copyOf(agents);
    }
  }

  /** Tells parents what came of their children. */
  record ReportChildren(List<Outcome> outcomes) implements AgentCall {
    public ReportChildren {
      outcomes = List.copyOf(outcomes);
    }
  }

  /** Gives heirs what came to agents after their end. */
  record Sweep(List<AgentId> agents) implements AgentCall {
    public Sweep {
      agents = List.copyOf(agents);
    }
  }

  /**
   * Returns the values of messages that an agent never read.
   *
   * @param most how many messages, the oldest
   */
  record ReturnMail(AgentId agent, int most) implements AgentCall {}

  /** Keeps the sender's agent from waking, or no longer does. */
  record Pause(AgentId agent, boolean paused) implements AgentCall {}

  /** Gives the sender's agent other code. */
  record Upgrade(AgentId agent, AgentCode code) implements AgentCall {}

  /** Leaves the sender's agent to itself, for ever. */
  record Renounce(AgentId agent) implements AgentCall {}

  /**
   * A message to send.
   *
   * @param value what goes with it
   * @param postage what the turn that reads it may cost the agent; at least what its policy asks
   */
  record Outgoing(AgentId agent, MessageBody body, Amount value, Amount postage) {}

  /**
   * A child job that is final.
   *
   * @param result of a settled one
   */
  record Outcome(Hash jobId, Optional<Result> result) {}
}
