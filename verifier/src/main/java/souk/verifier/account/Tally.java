package souk.verifier.account;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AuditEvent;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.Court;
import souk.settlement.chain.DemandEvent;

/** Adds up an account's events, oldest first. Not thread-safe. */
final class Tally {
  private final Address self;
  private final Court court;
  private final Map<Hash, Amount> bonds = new HashMap<>();
  private final Map<Hash, Deque<Amount>> appeals = new HashMap<>();
  private final Map<Hash, Amount> demands = new HashMap<>();
  private Amount auditRewards = Amount.ZERO;
  private Amount juryRewards = Amount.ZERO;
  private Amount paidByAudits = Amount.ZERO;
  private Amount challengeShares = Amount.ZERO;
  private Amount appealGains = Amount.ZERO;
  private Amount lostLocks = Amount.ZERO;
  private Amount lostBonds = Amount.ZERO;
  private Amount lostAppeals = Amount.ZERO;
  private Amount demandFees = Amount.ZERO;

  Tally(Address self, Court court) {
    this.self = self;
    this.court = court;
  }

  void add(ChainEvent event) {
    switch (event) {
      case ChainEvent.Paid paid when paid.account().equals(self) -> paid(paid);
      case AuditEvent.SeatClosed seat when seat.verifier().equals(self) -> {
        auditRewards = auditRewards.plus(seat.earned());
        lostLocks = lostLocks.plus(seat.lost());
      }
      case ClaimEvent claim -> claim(claim);
      case DemandEvent demand -> demand(demand);
      default -> {
        // Moves none of this account's money as a verifier.
      }
    }
  }

  /** Audits pays rewards and finders' shares alike; only rewards are told with the seat. */
  private void paid(ChainEvent.Paid paid) {
    if (paid.court().equals(court.audits())) {
      paidByAudits = paidByAudits.plus(paid.amount());
    }
  }

  private void claim(ClaimEvent event) {
    switch (event) {
      case ClaimEvent.ClaimOpened opened when opened.challenger().equals(Optional.of(self)) ->
          bonds.put(opened.claimId(), opened.bond());
      case ClaimEvent.ClaimClosed closed when bonds.containsKey(closed.claimId()) -> {
        lostBonds = lostBonds.plus(remove(bonds, closed.claimId()).minus(closed.returned()));
        challengeShares = challengeShares.plus(closed.gained());
      }
      case ClaimEvent.JurorClosed seat when seat.juror().equals(self) -> {
        juryRewards = juryRewards.plus(seat.earned());
        lostLocks = lostLocks.plus(seat.lost());
      }
      case ClaimEvent.Appealed appealed when appealed.appellant().equals(self) ->
          appeals
              .computeIfAbsent(appealed.claimId(), _ -> new ArrayDeque<>())
              .add(appealed.funding());
      case ClaimEvent.AppealClosed closed when closed.appellant().equals(self) ->
          appealClosed(closed);
      default -> {
        // Somebody else's, or no money in it.
      }
    }
  }

  /** Rounds of a claim's jury are closed in the order they were paid for. */
  private void appealClosed(ClaimEvent.AppealClosed closed) {
    var funding = appeals.getOrDefault(closed.claimId(), new ArrayDeque<>()).poll();
    if (funding != null) {
      lostAppeals = lostAppeals.plus(funding.minus(closed.returned()));
      appealGains = appealGains.plus(closed.gained());
    }
  }

  private void demand(DemandEvent event) {
    switch (event) {
      case DemandEvent.ChunkDemanded demanded when demanded.demander().equals(self) ->
          demands.put(demanded.demandId(), demanded.fee());
      case DemandEvent.ChunkAnswered answered when demands.containsKey(answered.demandId()) ->
          demandFees = demandFees.plus(remove(demands, answered.demandId()));
      case DemandEvent.DemandClosed closed -> demands.remove(closed.demandId());
      default -> {
        // Somebody else's.
      }
    }
  }

  Accounting accounting() {
    return new Accounting(
        auditRewards.plus(juryRewards),
        paidByAudits.minus(auditRewards).plus(challengeShares),
        appealGains,
        lostLocks,
        lostBonds,
        lostAppeals,
        demandFees,
        sum(bonds.values()),
        sum(appeals.values().stream().flatMap(Collection::stream).toList()),
        sum(demands.values()));
  }

  private static Amount sum(Collection<Amount> amounts) {
    return amounts.stream().reduce(Amount.ZERO, Amount::plus);
  }

  private static Amount remove(Map<Hash, Amount> out, Hash id) {
    var amount = out.remove(id);
    return amount == null ? Amount.ZERO : amount;
  }
}
