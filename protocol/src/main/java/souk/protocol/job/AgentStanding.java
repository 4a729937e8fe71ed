package souk.protocol.job;

import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * Where an agent's life stands when it is woken: what a job of an agent that has an account is
 * given besides its inbox.
 *
 * @param account the agent's account
 * @param firstTurn number of the job's first turn in the agent's life, 0..{@value #MAX_FIRST_TURN}
 * @param balance what the account can spend, in base units below 2^128
 * @param state hash of the state the agent goes on from; empty if it begins
 */
public record AgentStanding(Address account, int firstTurn, Amount balance, Optional<Hash> state) {
  /** Highest number a job's first turn may have: that of its last still fits 31 bits. */
  public static final int MAX_FIRST_TURN = Integer.MAX_VALUE - 64;

  /**
   * @throws IllegalArgumentException if something is outside its range, or the state hash is zero
   */
  public AgentStanding {
    if (firstTurn < 0 || firstTurn > MAX_FIRST_TURN) {
      throw new IllegalArgumentException(
          "a job's first turn is 0..%d in its agent's life, not %d"
              .formatted(MAX_FIRST_TURN, firstTurn));
    }
    AgentInput.requireNarrow(balance, "a balance");
    if (state.filter(Hash::isZero).isPresent()) {
      throw new IllegalArgumentException("no state has the zero hash");
    }
  }
}
