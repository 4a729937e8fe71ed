package souk.client;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.AgentPolicy;

/**
 * An agent somebody wants to live, before it is created.
 *
 * @param module what it runs: a module with the ABI of agents, which finds no arguments and no
 *     files
 * @param policy on what terms it lives; fixed for ever
 * @param funding what goes from the market balance into its account, at least its reserve
 * @param owner may pause it, and upgrade it if the policy allows; empty: nobody
 * @param wakeAt block time from which it wakes without mail, in whole seconds; empty: it waits for
 *     mail
 * @param uri of its registration file (ERC-8004); may be empty
 */
public record AgentRequest(
    Bytes module,
    AgentPolicy policy,
    Amount funding,
    Optional<Address> owner,
    Optional<Instant> wakeAt,
    String uri) {

  /** An agent that nobody owns, that waits for mail and has no registration file. */
  public static AgentRequest of(Bytes module, AgentPolicy policy, Amount funding) {
    return new AgentRequest(module, policy, funding, Optional.empty(), Optional.empty(), "");
  }

  /** The same with an owner. */
  public AgentRequest withOwner(Address account) {
    return new AgentRequest(module, policy, funding, Optional.of(account), wakeAt, uri);
  }

  /** The same, woken at that time without mail. */
  public AgentRequest withWakeAt(Instant time) {
    return new AgentRequest(module, policy, funding, owner, Optional.of(time), uri);
  }

  /** The same with a registration file. */
  public AgentRequest withUri(String address) {
    return new AgentRequest(module, policy, funding, owner, wakeAt, address);
  }
}
