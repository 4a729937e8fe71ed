package souk.client;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.AgentState;
import souk.settlement.chain.OpenTurn;

/**
 * An agent, read at one block.
 *
 * @param id its number
 * @param account its treasury in the market's ledger
 * @param owner who may pause it, and upgrade it if the policy allows; empty: nobody
 * @param state where it is in its life
 * @param paused whether it does not wake until its owner wants it to
 * @param module SHA-256 of what it runs
 * @param machineVersion version of the machine's rules
 * @param policy on what terms it lives
 * @param stateHash the state it goes on from; zero while it has not begun
 * @param turns turns completed
 * @param wakeAt block time from which it wakes without mail; empty: it waits for mail
 * @param notBefore block time before which it does not wake, after a failure
 * @param turnJob the job of the turn that is being run or landed
 * @param messages how many it ever got
 * @param unread how many of those it has not read
 * @param children children not reported to it yet
 * @param heir who got what was left
 * @param balance what its account has
 * @param block height of the block it was read at
 */
public record Agent(
    AgentId id,
    Address account,
    Optional<Address> owner,
    State state,
    boolean paused,
    Hash module,
    int machineVersion,
    AgentPolicy policy,
    Hash stateHash,
    int turns,
    Optional<Instant> wakeAt,
    Instant notBefore,
    Optional<Hash> turnJob,
    long messages,
    long unread,
    int children,
    Optional<Address> heir,
    Amount balance,
    long block) {

  /** Where an agent is in its life. */
  public enum State {
    /** No turn-job is open. */
    IDLE,
    /** A turn-job is posted. */
    WORKING,
    /** Its turn is opened; some of the effects are still to come. */
    LANDING,
    /** Nothing wakes it any more. */
    ENDED
  }

  static Agent of(AgentSnapshot told, Amount balance) {
    return new Agent(
        told.id(),
        told.account(),
        told.owner(),
        state(told.state()),
        told.paused(),
        told.code().module(),
        told.code().machineVersion(),
        told.policy(),
        told.stateHash(),
        told.turns(),
        told.wakeAt(),
        told.notBefore(),
        told.state().turn().map(OpenTurn::jobId),
        told.nextMessage(),
        told.unread(),
        told.children(),
        heir(told.state()),
        balance,
        told.readAt().number());
  }

  /** Turns its account pays, at the highest ceiling, before it is frozen; 0 once it has ended. */
  public long runway() {
    return hasEnded() ? 0 : policy.runway(balance);
  }

  /** Whether it has less than its reserve: then it wakes only for mail that pays for the turn. */
  public boolean isFrozen() {
    return !hasEnded() && balance.isLessThan(policy.reserve());
  }

  /** Whether nothing wakes it any more. */
  public boolean hasEnded() {
    return state == State.ENDED;
  }

  private static State state(AgentState state) {
    return switch (state) {
      case AgentState.Idle _ -> State.IDLE;
      case AgentState.Working _ -> State.WORKING;
      case AgentState.Landing _ -> State.LANDING;
      case AgentState.Ended _ -> State.ENDED;
    };
  }

  private static Optional<Address> heir(AgentState state) {
    return state instanceof AgentState.Ended(var heir) ? Optional.of(heir) : Optional.empty();
  }
}
