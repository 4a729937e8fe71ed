package souk.testnet.attack.actor;

import java.util.List;
import java.util.Optional;
import souk.client.node.BondKeeper;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Amount;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.Head;
import souk.settlement.chain.Seat;
import souk.settlement.index.IndexedJob;

/** A bonded verifier that does with its seats as its vote says. */
final class RogueVerifier implements Act {
  private static final Amount BOND = Amount.of(500_000_000);

  private final Foothold foothold;
  private final Vote vote;
  private final BondKeeper bonds;

  /** What a rogue verifier does with a seat it holds. */
  interface Vote {
    /** Does what is to be done with a seat of an audit that owes its commitment. */
    void commit(IndexedJob job, Seat seat, Head now);

    /** Does what is to be done with a seat of an audit that owes its reveal. */
    void reveal(IndexedJob job, Seat seat, Head now);

    /** Does what is to be done with a seat of a jury that owes its commitment. */
    void commit(IndexedJob job, ClaimSnapshot claim, Seat seat, Head now);

    /** Does what is to be done with a seat of a jury that owes its reveal. */
    void reveal(IndexedJob job, ClaimSnapshot claim, Seat seat, Head now);
  }

  RogueVerifier(Foothold foothold, Vote vote) {
    this.foothold = foothold;
    this.vote = vote;
    this.bonds = Bonds.ofVerifier(foothold, BOND);
  }

  @Override
  public void atBlock(Head now) {
    bonds.atBlock(now);
    for (var job : foothold.index().live()) {
      audit(job, now);
      job.snapshot().claims().forEach(claim -> judge(job, claim, now));
    }
  }

  private void audit(IndexedJob job, Head now) {
    var state = job.snapshot().state();
    var seats = job.snapshot().seatsOf(foothold.address()).toList();
    if (state instanceof JobState.AuditCommit) {
      with(seats, Seat.Status.WAITING).ifPresent(seat -> vote.commit(job, seat, now));
    } else if (state instanceof JobState.AuditProviderReveal
        || state instanceof JobState.AuditReveal) {
      with(seats, Seat.Status.COMMITTED).ifPresent(seat -> vote.reveal(job, seat, now));
    }
  }

  private void judge(IndexedJob job, ClaimSnapshot claim, Head now) {
    var seats = claim.jury().seatsOf(foothold.address()).toList();
    if (claim.jury().state() instanceof JuryState.Committing) {
      with(seats, Seat.Status.WAITING).ifPresent(seat -> vote.commit(job, claim, seat, now));
    } else if (claim.jury().state() instanceof JuryState.Revealing) {
      with(seats, Seat.Status.COMMITTED).ifPresent(seat -> vote.reveal(job, claim, seat, now));
    }
  }

  private static Optional<Seat> with(List<Seat> seats, Seat.Status status) {
    return seats.stream().filter(seat -> seat.status() == status).findFirst();
  }
}
