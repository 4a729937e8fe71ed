package souk.client;

import souk.settlement.chain.AgentId;

/**
 * A message to an agent.
 *
 * @param agent whose mailbox it is in
 * @param number its place there, from 0
 */
public record MessageId(AgentId agent, long number) {
  /**
   * @throws IllegalArgumentException if the number is negative
   */
  public MessageId {
    if (number < 0) {
      throw new IllegalArgumentException("messages are numbered from 0: " + number);
    }
  }

  /** As a person writes it: the agent, a slash, the number. */
  @Override
  public String toString() {
    return agent + "/" + number;
  }
}
