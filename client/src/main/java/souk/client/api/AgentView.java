package souk.client.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * An agent as a market node knows it.
 *
 * @param id its number, from 1
 * @param account its treasury in the market's ledger
 * @param owner who may pause it, and upgrade it if the terms allow
 * @param uri of its registration file (ERC-8004), anybody's text; empty if it has none or one of
 *     more than 2048 characters, and while the chain cannot be asked
 * @param block number of the block it was created in
 * @param createdAt that block's time; empty while the chain cannot be asked
 * @param state where it is in its life
 * @param paused whether it does not wake until its owner wants it to
 * @param module what it runs
 * @param machineVersion version of the machine's rules
 * @param stateHash the state it goes on from; zero while it has not begun
 * @param turns turns completed
 * @param wakeAt block time from which it wakes without mail; empty: it waits for mail
 * @param notBefore block time before which it does not wake, after a failure
 * @param turnJob the job of the turn that is being run or landed
 * @param unread messages it has not read; once it has ended, those whose value is still to be
 *     returned
 * @param children children that are not reported to it
 * @param heir who got what was left
 * @param balance what its account has
 * @param runway turns the account pays, at the highest ceiling, before the agent is frozen
 * @param terms on what terms it lives
 */
public record AgentView(
    long id,
    Address account,
    Optional<Address> owner,
    Optional<String> uri,
    long block,
    Optional<Instant> createdAt,
    State state,
    boolean paused,
    @Blob Hash module,
    int machineVersion,
    Hash stateHash,
    int turns,
    Optional<Instant> wakeAt,
    Optional<Instant> notBefore,
    Optional<Hash> turnJob,
    int unread,
    List<Hash> children,
    Optional<Address> heir,
    Amount balance,
    long runway,
    AgentTerms terms) {
  /** Most characters of a registration file's address. */
  public static final int MOST_URI = 2_048;

  public AgentView {
    children = List.copyOf(children);
  }

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
}
