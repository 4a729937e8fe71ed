package souk.settlement.chain;

import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;

/**
 * A match somebody thinks of.
 *
 * @param consumer who would pay
 * @param provider who would run the job
 * @param marketNode who would land the match
 * @param fuelLimit the job's
 * @param fullPrice P: the price of the whole fuel limit
 * @param valueAtRisk X
 * @param stake S
 * @param wanted verifiers the job wants; 0: the market's default
 */
public record SamplingRequest(
    Address consumer,
    Address provider,
    Address marketNode,
    Fuel fuelLimit,
    Amount fullPrice,
    Amount valueAtRisk,
    Amount stake,
    int wanted) {}
