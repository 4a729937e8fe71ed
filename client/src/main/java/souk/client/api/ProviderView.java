package souk.client.api;

import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/**
 * A provider's bond, record and present work.
 *
 * @param address the provider
 * @param free bonded and locked for nothing
 * @param locked locked for jobs
 * @param auditedValue sum of the prices of audited jobs that settled since its last fault
 * @param faults proven faults ever
 * @param cleanAuditsOwed clean audits until the last fault stops making every draw sampled
 * @param offers its standing offers
 * @param running jobs it runs and has not committed to yet
 */
public record ProviderView(
    Address address,
    Amount free,
    Amount locked,
    Amount auditedValue,
    long faults,
    int cleanAuditsOwed,
    int offers,
    int running) {}
