package souk.settlement.chain;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/**
 * A verifier's bond.
 *
 * @param address the verifier
 * @param free bonded and locked for nothing
 * @param locked locked for seats
 * @param unbonding on its way out
 * @param unbondedAt from when the unbonding part may be withdrawn, if there is any
 * @param weight weight it is drawn with in the current epoch
 */
public record VerifierSnapshot(
    Address address,
    Amount free,
    Amount locked,
    Amount unbonding,
    Optional<Instant> unbondedAt,
    Amount weight) {}
