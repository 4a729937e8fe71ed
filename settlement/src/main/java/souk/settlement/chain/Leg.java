package souk.settlement.chain;

import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * What one provider has done of a job that another goes on with.
 *
 * @param point {@link souk.protocol.codec.Evidence#resumePoint} of the trace where it ended
 * @param provider who did it
 * @param price what it asks
 * @param turns turns of the whole job when it ended, 1..63
 * @param marketNode who matched it, and earns the fee of its pay
 * @param fuelUsed by the whole job when it ended
 * @param stake what is locked of its S until the job is final
 * @param deposit A, locked beside it
 */
public record Leg(
    Hash point,
    Address provider,
    Price price,
    int turns,
    Address marketNode,
    Fuel fuelUsed,
    Amount stake,
    Amount deposit) {}
