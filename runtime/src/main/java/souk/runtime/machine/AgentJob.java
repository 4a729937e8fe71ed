package souk.runtime.machine;

import java.time.Instant;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.evidence.Result;
import souk.protocol.job.AgentInput;

/**
 * An agent job to be run turn by turn; {@code docs/agent-abi.md}. If its input names a first state,
 * whoever runs it has that besides.
 *
 * @param invocation module, arguments, mounts, and as input the bytes of an {@link AgentInput}
 * @param limits what the whole job may use
 * @param turnLimit turns it may take, 1..64
 * @param postedAt when it was posted, in whole seconds
 */
public record AgentJob(Invocation invocation, Limits limits, int turnLimit, Instant postedAt) {
  /**
   * @throws IllegalArgumentException if the turn limit is outside its range
   */
  public AgentJob {
    if (turnLimit < 1 || turnLimit > Result.MAX_TURNS) {
      throw new IllegalArgumentException("an agent job has 1..64 turns, not " + turnLimit);
    }
  }

  /**
   * Reads the agent's input.
   *
   * @throws IllegalArgumentException if the invocation's input is not one
   */
  public AgentInput input() {
    return AgentInputCodec.decode(invocation.input().toArray());
  }
}
