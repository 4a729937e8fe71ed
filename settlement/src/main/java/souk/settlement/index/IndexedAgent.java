package souk.settlement.index;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentCode;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentPolicy;

/**
 * An agent as events tell it. Who acts on it asks the contract first, which also knows what money
 * it has.
 *
 * @param id the agent
 * @param account its treasury
 * @param owner who may pause and upgrade it; empty: nobody
 * @param code what it runs
 * @param policy on what terms it lives
 * @param paused whether it does not wake until its owner wants it to
 * @param stateHash the state it goes on from; zero while it has not begun
 * @param turns turns completed
 * @param wakeAt block time from which it wakes without mail; empty: it waits for mail
 * @param notBefore block time before which it does not wake, after a failure
 * @param turn the turn that is being run or landed
 * @param unread how many messages it has not read, those of a turn that runs among them; once it
 *     has ended, those whose value is still to be returned
 * @param children children not reported yet
 * @param heir who got what was left; empty while it lives
 */
public record IndexedAgent(
    AgentId id,
    Address account,
    Optional<Address> owner,
    AgentCode code,
    AgentPolicy policy,
    boolean paused,
    Hash stateHash,
    int turns,
    Optional<Instant> wakeAt,
    Optional<Instant> notBefore,
    Optional<PostedTurn> turn,
    int unread,
    Set<Hash> children,
    Optional<Address> heir) {

  public IndexedAgent {
    children = Set.copyOf(children);
  }

  /** Whether nothing wakes it any more. */
  public boolean hasEnded() {
    return heir.isPresent();
  }

  /**
   * Whether a wake at that time could be due; {@link souk.settlement.chain.Chain#canWake} says
   * whether it is.
   */
  public boolean mayWake(Instant now) {
    return !hasEnded()
        && !paused
        && turn.isEmpty()
        && notBefore.stream().noneMatch(now::isBefore)
        && (unread > 0 || wakeAt.stream().anyMatch(time -> !now.isBefore(time)));
  }

  /**
   * A turn whose job is posted.
   *
   * @param woken how it began
   * @param jobId its job, the last one if its ceiling was raised
   * @param waker who posted that
   * @param ceiling price ceiling of that
   * @param opened whether it is opened, and its messages are read
   */
  public record PostedTurn(
      AgentEvent.AgentWoken woken, Hash jobId, Address waker, Price ceiling, boolean opened) {}
}
