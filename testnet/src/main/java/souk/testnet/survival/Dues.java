package souk.testnet.survival;

import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.AuditEvent;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.MatchTerms;
import souk.settlement.index.IndexedJob;

/**
 * What the protocol owes everybody for what happened, by the rules and not by their balances: the
 * events of every job, and what courts took and paid. Not thread-safe.
 */
final class Dues {
  private final Map<Address, BigInteger> changes = new HashMap<>();
  private final Amount leastReward;
  private final Address bonds;

  /**
   * @param leastReward the market's least r
   * @param bonds the contract that holds verifiers' bonds, which remain theirs
   */
  Dues(Amount leastReward, Address bonds) {
    this.leastReward = leastReward;
    this.bonds = bonds;
  }

  /** By how much the party must own more than before, or less. */
  BigInteger of(Address party) {
    return changes.getOrDefault(party, BigInteger.ZERO);
  }

  /** Counts a job's events, oldest first. */
  void count(IndexedJob job, Collection<ChainEvent> events) {
    var match = Optional.<MatchTerms>empty();
    for (var event : events) {
      if (event instanceof ChainEvent.JobMatched matched) {
        match = Optional.of(matched.deal().terms(job.spec().fuelLimit(), leastReward));
      }
      match.ifPresent(terms -> count(job.spec().consumer(), terms, event));
    }
  }

  /** Counts what one of the court took of an account or paid into it. */
  void count(ChainEvent.OfAccount event) {
    switch (event) {
      case ChainEvent.Paid paid when !paid.court().equals(bonds) ->
          add(paid.account(), paid.amount());
      case ChainEvent.Pulled pulled when !pulled.court().equals(bonds) ->
          take(pulled.account(), pulled.amount());
      default -> {
        // Between one's own pockets.
      }
    }
  }

  private void count(Address consumer, MatchTerms terms, ChainEvent event) {
    switch (event) {
      case ChainEvent.JobSettled settled -> {
        add(terms.provider(), settled.paid());
        add(terms.marketNode(), settled.fee());
        take(consumer, settled.paid().plus(settled.fee()));
      }
      case ChainEvent.LateFeeCharged late -> {
        take(late.provider(), late.fee());
        add(consumer, new Amount(late.fee().units().shiftRight(1)));
      }
      case ChainEvent.ResultConfirmed confirmed ->
          take(terms.provider(), terms.auditDeposit().minus(confirmed.returned()));
      case AuditEvent.SeatClosed seat -> take(seat.verifier(), seat.lost());
      default -> {
        // Moves no money, or slashes: then the dues are not met.
      }
    }
  }

  private void add(Address party, Amount amount) {
    changes.merge(party, amount.units(), BigInteger::add);
  }

  private void take(Address party, Amount amount) {
    changes.merge(party, amount.units().negate(), BigInteger::add);
  }
}
