package souk.settlement.chain;

import java.math.BigInteger;
import souk.protocol.value.Amount;

/**
 * What a match of a job and an offer would be sampled with now.
 *
 * @param verifiers m that can be drawn; 0: nobody is eligible and the match would be refused
 * @param rate sampling rate in units of 2^-64
 * @param auditDeposit A the provider would lock beside its stake
 */
public record SamplingQuote(int verifiers, BigInteger rate, Amount auditDeposit) {}
