package souk.verifier.node;

import java.util.Optional;
import java.util.function.Supplier;
import souk.protocol.job.JobState;
import souk.protocol.job.JobState.Disputed.Phase;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.Seat;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.MatchTerms;
import souk.verifier.journal.DutyId;

/** Reads off a job whether the chain asks something of a verifier. */
final class Summons {
  /** The round in which a dispute asks every verifier that was not drawn. */
  static final int JURY = 3;

  /** Times P that an answer locks. */
  private static final int LOCK_MULTIPLE = 10;

  private Summons() {}

  /**
   * The answer that is owed for a job, if any.
   *
   * @param free bond the verifier has not locked; only asked for if there is a dispute
   */
  static Optional<DutyId> in(JobSnapshot job, Address self, Supplier<Amount> free) {
    var seat = job.seatOf(self);
    if (seat.isPresent()) {
      return seat.filter(Summons::isOpen).map(it -> duty(job, it.round()));
    }
    return mayJudge(job, self, free) ? Optional.of(duty(job, JURY)) : Optional.empty();
  }

  private static DutyId duty(JobSnapshot job, int round) {
    return new DutyId(job.id(), job.attempt(), round);
  }

  private static boolean isOpen(Seat seat) {
    return seat.status() == Seat.Status.WAITING || seat.status() == Seat.Status.COMMITTED;
  }

  private static boolean mayJudge(JobSnapshot job, Address self, Supplier<Amount> free) {
    return job.state() instanceof JobState.Disputed(var phase, _)
        && phase == Phase.COMMIT
        && !job.consumer().equals(self)
        && job.match().filter(terms -> mayJudge(terms, self, free)).isPresent();
  }

  private static boolean mayJudge(MatchTerms terms, Address self, Supplier<Amount> free) {
    return !terms.provider().equals(self)
        && !terms.marketNode().equals(self)
        && !free.get().isLessThan(terms.fullPrice().times(LOCK_MULTIPLE));
  }
}
