package souk.settlement.chain;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * A new agent.
 *
 * @param code what it runs
 * @param stateHash the state it goes on from; zero: it begins
 * @param policy on what terms it lives
 * @param owner may pause it, and upgrade it if the policy allows; empty: nobody
 * @param wakeAt block time from which it wakes without mail, in whole seconds; empty: it waits for
 *     mail
 * @param funding what goes from its creator's market balance into its account
 * @param uri of its registration file (ERC-8004)
 */
public record AgentCreation(
    AgentCode code,
    Hash stateHash,
    AgentPolicy policy,
    Optional<Address> owner,
    Optional<Instant> wakeAt,
    Amount funding,
    String uri) {}
