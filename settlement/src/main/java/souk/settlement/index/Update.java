package souk.settlement.index;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.VerifierSnapshot;
import souk.settlement.index.LiveOffers.Posted;

/**
 * The next block to show, prepared.
 *
 * @param reached the block
 * @param jobs what is to be shown of those that changed; empty: they are not there any more
 * @param offers the same
 * @param agents the same
 * @param providers bonds read from the contracts
 * @param verifiers the same
 * @param balances the same, of those asked for
 * @param allProviders everybody who ever bonded as one
 * @param allVerifiers the same
 * @param forgotten jobs that the journal alone keeps from now on
 * @param changes what listeners are told
 */
record Update(
    Reached reached,
    Map<Hash, Optional<View.Shown>> jobs,
    Map<Hash, Optional<Posted>> offers,
    Map<AgentId, Optional<View.ShownAgent>> agents,
    Map<Address, ProviderSnapshot> providers,
    Map<Address, VerifierSnapshot> verifiers,
    Map<Address, Amount> balances,
    Set<Address> allProviders,
    Set<Address> allVerifiers,
    Set<Hash> forgotten,
    Changes changes) {}
