package souk.protocol.evidence;

import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/**
 * What settlement leaves.
 *
 * @param jobId the job
 * @param resultRoot the result that was paid
 * @param fuelUsed what the payment is for
 * @param paid out of the job's escrow, to provider and market node together
 * @param refunded back to the consumer
 * @param transaction the transaction that settled it
 */
public record Receipt(
    Hash jobId, Hash resultRoot, Fuel fuelUsed, Amount paid, Amount refunded, Hash transaction) {}
