package souk.testnet.attack;

import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Deal;
import souk.settlement.chain.VerifierEvent;

/**
 * What the protocol owes everybody, read off the chain's events alone: a consumer pays for what
 * settled and nothing else, a provider has its pay less the audits that were charged to it, a
 * market node its fees. Not thread-safe.
 */
final class Dues {
  private final Amount leastReward;
  private final Map<Address, BigInteger> owed = new HashMap<>();
  private final Map<Address, Amount> lost = new HashMap<>();
  private final Map<Hash, JobSpec> jobs = new HashMap<>();
  private final Map<Hash, Deal> deals = new HashMap<>();
  private final Map<Hash, Amount> returned = new HashMap<>();

  private Dues(Amount leastReward) {
    this.leastReward = leastReward;
  }

  /**
   * What those events come to.
   *
   * @param events all of a market, oldest first
   * @param leastReward the market's least r
   */
  static Dues of(Collection<ChainEvent> events, Amount leastReward) {
    var dues = new Dues(leastReward);
    events.forEach(dues::take);
    return dues;
  }

  /** What an account must have more than it began with, at least; negative: less, at most. */
  BigInteger owedTo(Address account) {
    return owed.getOrDefault(account, BigInteger.ZERO);
  }

  /** Stake that was slashed of an account as a provider or verifier. */
  Amount slashedOf(Address account) {
    return lost.getOrDefault(account, Amount.ZERO);
  }

  private void take(ChainEvent event) {
    if (event instanceof ChainEvent.JobPosted posted) {
      jobs.put(posted.jobId(), posted.job());
    } else if (event instanceof ChainEvent.JobMatched matched) {
      deals.put(matched.jobId(), matched.deal());
      returned.remove(matched.jobId());
    } else if (event instanceof ChainEvent.ResultConfirmed confirmed) {
      returned.merge(confirmed.jobId(), confirmed.returned(), Amount::plus);
    } else if (event instanceof ChainEvent.JobSettled settled) {
      settle(settled);
    } else if (event instanceof ChainEvent.ProviderSlashed slashed) {
      lost.merge(slashed.provider(), slashed.stake(), Amount::plus);
    } else if (event instanceof VerifierEvent.StakeReleased released) {
      lost.merge(released.account(), released.lost(), Amount::plus);
    }
  }

  private void settle(ChainEvent.JobSettled settled) {
    var spec = Optional.ofNullable(jobs.get(settled.jobId())).orElseThrow();
    var deal = Optional.ofNullable(deals.get(settled.jobId())).orElseThrow();
    add(spec.consumer(), settled.paid().plus(settled.fee()).units().negate());
    add(deal.marketNode(), settled.fee().units());
    add(deal.provider(), settled.paid().units());
    if (settled.sampled()) {
      add(deal.provider(), auditCharge(settled.jobId(), spec, deal).units().negate());
    }
  }

  private Amount auditCharge(Hash job, JobSpec spec, Deal deal) {
    var deposit = deal.terms(spec.fuelLimit(), leastReward).auditDeposit();
    return deposit.minus(returned.getOrDefault(job, Amount.ZERO));
  }

  private void add(Address account, BigInteger amount) {
    owed.merge(account, amount, BigInteger::add);
  }
}
