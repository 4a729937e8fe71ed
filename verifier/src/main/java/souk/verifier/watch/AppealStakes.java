package souk.verifier.watch;

import java.util.Optional;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.Result;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.MatchTerms;
import souk.settlement.chain.Seat;

/**
 * What the next round of a jury brings to a verifier whose own run says otherwise than the last: a
 * pure function, and an underestimate, of the contracts' {@code Verdict} and {@code Disputes}. If
 * the round finds as this verifier does, its funding comes back, so what it brings is what would
 * else be lost and what the wrong lose; if not, the funding is gone.
 *
 * @param saved the verifier's own bond and locks, which the standing verdict takes
 * @param earned rewards for its own votes, the finder's share, and what is left of the locks of who
 *     voted otherwise
 */
record AppealStakes(Amount saved, Amount earned) {
  private static final int[] SEATS = {3, 7, 31};
  private static final int LAST_ROUND = SEATS.length - 1;
  private static final int FINDERS_PERCENT = 35;

  /** All it brings. */
  Amount gain() {
    return saved.plus(earned);
  }

  /** Whether an appeal at that cost pays. */
  boolean pays(Amount cost) {
    return cost.isLessThan(gain());
  }

  /**
   * What is at stake in an appeal; empty where there is nothing to appeal against: the verdict is
   * this verifier's own finding, or the last.
   *
   * @param own what this verifier's run of the job gave
   */
  static Optional<AppealStakes> of(JobSnapshot job, ClaimSnapshot claim, Result own, Address self) {
    var finding = Evidence.item(own, claim.item());
    var jury = claim.jury();
    return jury.round() < LAST_ROUND && !HashPrefix.isSameAnswer(jury.finding(), finding)
        ? job.match().map(terms -> of(job, terms, claim, finding, self))
        : Optional.empty();
  }

  private static AppealStakes of(
      JobSnapshot job, MatchTerms terms, ClaimSnapshot claim, Hash finding, Address self) {
    var jury = claim.jury();
    var reward = jury.reward();
    var right = votes(claim, finding, true);
    var lost = jury.lock().times(votes(claim, finding, false));
    var owed = reward.times(right + SEATS[jury.round() + 1]);
    var mine =
        jury.seatsOf(self).filter(seat -> isVote(seat) && seat.answer().begins(finding)).count();
    var bond = isOwn(claim, finding, self) ? claim.bond() : Amount.ZERO;
    var audit = auditLock(job, terms, claim, finding, self);
    var share =
        isOwn(claim, finding, self) ? findersShare(terms.stake(), less(owed, lost)) : Amount.ZERO;
    return new AppealStakes(
        bond.plus(jury.lock().times(mine)).plus(audit),
        reward.times(mine).plus(share).plus(less(lost, owed)));
  }

  private static long votes(ClaimSnapshot claim, Hash finding, boolean same) {
    return claim.jury().seats().stream()
        .filter(seat -> isVote(seat) && seat.answer().begins(finding) == same)
        .count();
  }

  private static boolean isVote(Seat seat) {
    return seat.status() == Seat.Status.REVEALED && !seat.answer().equals(HashPrefix.NONE);
  }

  private static boolean isOwn(ClaimSnapshot claim, Hash finding, Address self) {
    return claim.challenger().equals(Optional.of(self))
        && HashPrefix.isSameAnswer(claim.finding(), finding);
  }

  /** Of a seat in the audit whose committee made the claim. */
  private static Amount auditLock(
      JobSnapshot job, MatchTerms terms, ClaimSnapshot claim, Hash finding, Address self) {
    var answered =
        job.seatsOf(self).anyMatch(seat -> isVote(seat) && seat.answer().begins(finding));
    return claim.item() instanceof Item.Whole && answered ? terms.verifierLock() : Amount.ZERO;
  }

  private static Amount findersShare(Amount stake, Amount toJurors) {
    var left = less(stake, toJurors).times(FINDERS_PERCENT).units();
    return new Amount(left.divide(Amount.of(100).units()));
  }

  private static Amount less(Amount amount, Amount taken) {
    return amount.isLessThan(taken) ? Amount.ZERO : amount.minus(taken);
  }
}
