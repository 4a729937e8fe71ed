package souk.settlement.chain;

import java.util.Optional;
import souk.protocol.value.Address;

/**
 * An entry of the identity registry (ERC-8004).
 *
 * @param id its token
 * @param owner whose it is; an agent's is its account's
 * @param uri of its registration file; anybody's text, of any length
 * @param wallet where it wants to be paid, if it says
 */
public record IdentitySnapshot(AgentId id, Address owner, String uri, Optional<Address> wallet) {}
