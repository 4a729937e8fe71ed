package souk.settlement.chain;

/**
 * An agent, and its token in the identity registry.
 *
 * @param number from 1
 */
public record AgentId(long number) implements Comparable<AgentId> {
  /**
   * @throws IllegalArgumentException if the number is below 1
   */
  public AgentId {
    if (number < 1) {
      throw new IllegalArgumentException("agents are numbered from 1: " + number);
    }
  }

  /**
   * Reads the number as a person writes it.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static AgentId parse(String text) {
    try {
      return new AgentId(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("an agent is a number, as 7: '" + text + "'", e);
    }
  }

  @Override
  public int compareTo(AgentId other) {
    return Long.compare(number, other.number);
  }

  /** The number in decimal. */
  @Override
  public String toString() {
    return Long.toString(number);
  }
}
