package souk.settlement.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * Everything the contracts tell about one agent, read at one block.
 *
 * @param id the agent
 * @param state where it is in its life
 * @param paused whether it does not wake until its owner wants it to
 * @param account its treasury in the market's ledger
 * @param owner who may pause and upgrade it; empty: nobody
 * @param code what it runs
 * @param policy on what terms it lives
 * @param stateHash the state it goes on from; zero while it has not begun
 * @param turns turns completed
 * @param wakeAt block time from which it wakes without mail; empty: it waits for mail
 * @param notBefore block time before which it does not wake
 * @param delay what the last failure in a row added; zero after none
 * @param price what its next turn-job's ceiling begins with: the price of the last that settled
 * @param postage what senders have paid for turns to come
 * @param firstUnread number of its first unread message
 * @param nextMessage number of the next message to come
 * @param reports unread messages about children
 * @param children children not reported yet
 * @param childEscrow their escrows
 * @param movedOn day of Unix time in which effects moved something last
 * @param movedThatDay what they moved in it
 * @param readAt block it was read at
 */
public record AgentSnapshot(
    AgentId id,
    AgentState state,
    boolean paused,
    Address account,
    Optional<Address> owner,
    AgentCode code,
    AgentPolicy policy,
    Hash stateHash,
    int turns,
    Optional<Instant> wakeAt,
    Instant notBefore,
    Duration delay,
    Price price,
    Amount postage,
    long firstUnread,
    long nextMessage,
    int reports,
    int children,
    Amount childEscrow,
    long movedOn,
    Amount movedThatDay,
    Head readAt) {

  /** How many messages it has not read, those of the open turn among them. */
  public long unread() {
    return nextMessage - firstUnread;
  }
}
