package souk.settlement.chain;

import java.math.BigInteger;
import souk.protocol.value.Amount;
import souk.protocol.value.Price;

/**
 * What the market knows that a match depends on, for one provider.
 *
 * @param meanPrice slow mean of audited settled prices, which verifiers' rewards follow
 * @param floor least sampling rate of any job, in units of 2^-64
 * @param members verifiers that can be drawn, this epoch or next, whichever is less
 * @param audited sum of P over the provider's audited jobs that settled since its last fault
 * @param faults its proven faults ever
 * @param cleanAuditsOwed clean audits until its last fault stops making every draw sampled
 */
public record Conditions(
    Price meanPrice,
    BigInteger floor,
    long members,
    Amount audited,
    long faults,
    int cleanAuditsOwed) {}
