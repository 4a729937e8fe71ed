package souk.protocol.job;

import java.util.List;
import java.util.Optional;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/**
 * What an agent job is given: the limits of its turns, where its agent stands, and its inbox. Its
 * canonical bytes ({@link souk.protocol.codec.AgentInputCodec}) are the job's input.
 *
 * @param turnFuel fuel each turn may use, at least 1
 * @param budget most its effects may move, in base units below 2^128
 * @param standing of the agent whose job it is; empty for a job that stands for itself
 * @param inbox messages in the order the turns find them, at most {@value #MAX_MESSAGES}
 */
public record AgentInput(
    Fuel turnFuel, Amount budget, Optional<AgentStanding> standing, List<Message> inbox) {
  /** Most messages in an inbox. */
  public static final int MAX_MESSAGES = 256;

  private static final int MAX_AMOUNT_BITS = 128;

  /**
   * @throws IllegalArgumentException if something is outside its range
   */
  public AgentInput {
    inbox = List.copyOf(inbox);
    if (turnFuel.units() < 1) {
      throw new IllegalArgumentException("a turn needs a fuel limit of at least 1");
    }
    requireNarrow(budget, "a budget");
    if (inbox.size() > MAX_MESSAGES) {
      throw new IllegalArgumentException(
          "an inbox has at most %d messages, not %d".formatted(MAX_MESSAGES, inbox.size()));
    }
  }

  /** The input of a job that stands for itself. */
  public AgentInput(Fuel turnFuel, Amount budget, List<Message> inbox) {
    this(turnFuel, budget, Optional.empty(), inbox);
  }

  /** Hash of the state the job goes on from; empty if it begins with nothing. */
  public Optional<Hash> firstState() {
    return standing.flatMap(AgentStanding::state);
  }

  /**
   * Number of the job's first turn in the life of its agent; 0 for a job that stands for itself.
   */
  public int firstTurn() {
    return standing.map(AgentStanding::firstTurn).orElse(0);
  }

  static Amount requireNarrow(Amount amount, String what) {
    if (amount.units().bitLength() > MAX_AMOUNT_BITS) {
      throw new IllegalArgumentException(what + " is below 2^128 base units: " + amount);
    }
    return amount;
  }
}
