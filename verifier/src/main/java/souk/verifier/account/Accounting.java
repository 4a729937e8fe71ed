package souk.verifier.account;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.AuditEvent;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.Court;
import souk.settlement.chain.DemandEvent;

/**
 * What a verifier's account has earned, lost and put up since it began, token base units. Whoever
 * has the market's events comes to the same.
 *
 * @param rewards for right answers in audits and right votes in juries
 * @param findersShares of the stakes of providers it found wrong, in audits and as challenger
 * @param appealGains from locks of jurors whose verdict its appeals turned
 * @param lostLocks taken of its bond: wrong or missing answers and votes, and no-shows
 * @param lostBonds of challenges that a jury rejected
 * @param lostAppeals funding of appeals that turned nothing
 * @param demandFees paid for chunks that providers showed
 * @param bondsOut in challenges that go on
 * @param appealsOut in appeals of claims that go on
 * @param demandsOut for demands that are not answered
 */
public record Accounting(
    Amount rewards,
    Amount findersShares,
    Amount appealGains,
    Amount lostLocks,
    Amount lostBonds,
    Amount lostAppeals,
    Amount demandFees,
    Amount bondsOut,
    Amount appealsOut,
    Amount demandsOut) {

  /** The events it follows from. */
  public static final Set<Class<? extends ChainEvent>> KINDS =
      Set.of(
          ChainEvent.Paid.class,
          AuditEvent.SeatClosed.class,
          ClaimEvent.JurorClosed.class,
          ClaimEvent.ClaimOpened.class,
          ClaimEvent.ClaimClosed.class,
          ClaimEvent.Appealed.class,
          ClaimEvent.AppealClosed.class,
          DemandEvent.ChunkDemanded.class,
          DemandEvent.ChunkAnswered.class,
          DemandEvent.DemandClosed.class);

  /**
   * An account's.
   *
   * @param events at least those of {@link #KINDS}, oldest first
   * @param self the account
   */
  public static Accounting of(List<ChainEvent> events, Address self, Court court) {
    var tally = new Tally(self, court);
    events.forEach(tally::add);
    return tally.accounting();
  }

  /** What came in less what is gone; what is out is neither. */
  public BigInteger profit() {
    var in = rewards.plus(findersShares).plus(appealGains);
    var gone = lostLocks.plus(lostBonds).plus(lostAppeals).plus(demandFees);
    return in.units().subtract(gone.units());
  }

  /** All that is put up and will come back, or not. */
  public Amount out() {
    return bondsOut.plus(appealsOut).plus(demandsOut);
  }
}
