package souk.verifier.demand;

import java.math.BigInteger;
import souk.protocol.value.Amount;
import souk.settlement.chain.JobSnapshot;
import souk.verifier.journal.DutyId;

/**
 * What an answer is worth to the verifier that owes it: its reward at the fuel limit, and what it
 * would lose by saying that it cannot run the job while another can. A pure function of the chain.
 */
final class Worth {
  // 2% of the lock.
  private static final BigInteger LOCK_IN_FEES = BigInteger.valueOf(50);

  private Worth() {}

  static Amount of(DutyId duty, JobSnapshot job) {
    return switch (duty) {
      case DutyId.Audit _ ->
          job.match().map(terms -> of(terms.reward(), terms.verifierLock())).orElse(Amount.ZERO);
      case DutyId.Vote vote ->
          job.claim(vote.claimId())
              .map(claim -> of(claim.jury().reward(), claim.jury().lock()))
              .orElse(Amount.ZERO);
    };
  }

  private static Amount of(Amount reward, Amount lock) {
    return reward.plus(new Amount(lock.units().divide(LOCK_IN_FEES)));
  }
}
