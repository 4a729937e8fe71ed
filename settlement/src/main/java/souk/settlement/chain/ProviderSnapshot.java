package souk.settlement.chain;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/**
 * A provider's bond and record.
 *
 * @param address the provider
 * @param free bonded and locked for nothing
 * @param locked locked for jobs: stakes and audit deposits
 * @param unbonding on its way out
 * @param unbondedAt from when the unbonding part may be withdrawn, if there is any
 * @param auditedValue sum of P over audited jobs that settled since its last fault
 * @param faults proven faults ever
 * @param cleanAuditsOwed clean audits until the last fault stops making every draw sampled
 */
public record ProviderSnapshot(
    Address address,
    Amount free,
    Amount locked,
    Amount unbonding,
    Optional<Instant> unbondedAt,
    Amount auditedValue,
    long faults,
    int cleanAuditsOwed) {}
