package souk.testnet.money;

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
import souk.settlement.chain.Deployment;
import souk.settlement.chain.LegEvent;
import souk.settlement.chain.MatchTerms;
import souk.settlement.chain.VerifierEvent;

/**
 * What the protocol owes everybody for what happened, read off the chain's events alone and not off
 * anybody's balance: pay, fees, audits' cost, late fees, slashes, and what courts took and paid.
 * Not thread-safe.
 */
public final class Dues {
  private final Amount leastReward;
  private final Address bonds;
  private final Map<Address, BigInteger> owed = new HashMap<>();
  private final Map<Address, Amount> lost = new HashMap<>();
  private final Map<Hash, JobSpec> jobs = new HashMap<>();
  private final Map<Hash, MatchTerms> matches = new HashMap<>();

  private Dues(Amount leastReward, Address bonds) {
    this.leastReward = leastReward;
    this.bonds = bonds;
  }

  /**
   * What those events come to.
   *
   * @param events all of a market, oldest first
   * @param leastReward the market's least r
   */
  public static Dues of(Collection<ChainEvent> events, Deployment deployment, Amount leastReward) {
    var dues = new Dues(leastReward, deployment.court().verifiers());
    events.forEach(dues::take);
    return dues;
  }

  /** What an account must own more than it began with; negative: less. */
  public BigInteger owedTo(Address account) {
    return owed.getOrDefault(account, BigInteger.ZERO);
  }

  /** Stake that an account lost as a provider, or part of a lock that it lost as a verifier. */
  public Amount slashedOf(Address account) {
    return lost.getOrDefault(account, Amount.ZERO);
  }

  private void take(ChainEvent event) {
    switch (event) {
      case ChainEvent.JobPosted posted -> jobs.put(posted.jobId(), posted.job());
      case ChainEvent.JobMatched matched ->
          matches.put(
              matched.jobId(),
              matched.deal().terms(spec(matched.jobId()).fuelLimit(), leastReward));
      case ChainEvent.JobSettled settled -> settle(settled);
      case ChainEvent.LateFeeCharged late -> chargeLate(late);
      case ChainEvent.Drawn drawn when drawn.sampled() -> {
        var match = match(drawn.jobId());
        add(match.provider(), match.auditDeposit().units().negate());
      }
      case ChainEvent.ResultConfirmed confirmed ->
          add(match(confirmed.jobId()).provider(), confirmed.returned().units());
      case ChainEvent.ProviderSlashed slashed -> slash(slashed);
      case ChainEvent.ProviderExcused excused ->
          add(excused.provider(), excused.returned().units());
      case LegEvent.LegPaid leg -> payLeg(leg);
      case LegEvent.LegSlashed leg -> {
        lose(leg.provider(), leg.lost());
        add(leg.provider(), leg.lost().units().negate());
      }
      case VerifierEvent.StakeReleased released -> {
        lose(released.account(), released.lost());
        add(released.account(), released.lost().units().negate());
      }
      case ChainEvent.Transferred transferred -> {
        add(transferred.account(), transferred.amount().units().negate());
        add(transferred.to(), transferred.amount().units());
      }
      // Bonds go in and out as payments, and remain their owner's.
      case ChainEvent.Paid paid when !paid.court().equals(bonds) ->
          add(paid.account(), paid.amount().units());
      case ChainEvent.Pulled pulled when !pulled.court().equals(bonds) ->
          add(pulled.account(), pulled.amount().units().negate());
      default -> {
        // Moves no money between accounts.
      }
    }
  }

  private void settle(ChainEvent.JobSettled settled) {
    var match = match(settled.jobId());
    add(match.provider(), settled.paid().units());
    add(match.marketNode(), settled.fee().units());
    add(spec(settled.jobId()).consumer(), settled.paid().plus(settled.fee()).units().negate());
  }

  /**
   * What market nodes and the last provider get of it, and all that a leg's slash pays, is paid.
   */
  private void payLeg(LegEvent.LegPaid leg) {
    add(leg.provider(), leg.paid().units().subtract(leg.share().units()));
    add(spec(leg.jobId()).consumer(), leg.paid().plus(leg.fee()).units().negate());
  }

  private void chargeLate(ChainEvent.LateFeeCharged late) {
    add(late.provider(), late.fee().units().negate());
    add(spec(late.jobId()).consumer(), late.fee().units().shiftRight(1));
  }

  private void slash(ChainEvent.ProviderSlashed slashed) {
    lose(slashed.provider(), slashed.stake());
    add(slashed.provider(), slashed.stake().units().negate());
    add(spec(slashed.jobId()).consumer(), slashed.toConsumer().units());
    add(slashed.provider(), slashed.returned().units());
  }

  private void lose(Address account, Amount amount) {
    lost.merge(account, amount, Amount::plus);
  }

  private void add(Address account, BigInteger amount) {
    owed.merge(account, amount, BigInteger::add);
  }

  private JobSpec spec(Hash job) {
    return Optional.ofNullable(jobs.get(job)).orElseThrow();
  }

  private MatchTerms match(Hash job) {
    return Optional.ofNullable(matches.get(job)).orElseThrow();
  }
}
