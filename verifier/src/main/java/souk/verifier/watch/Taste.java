package souk.verifier.watch;

import java.time.Duration;
import java.util.Optional;
import souk.protocol.codec.Digests;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.MatchTerms;
import souk.settlement.index.IndexedJob;

/**
 * Which results a watching verifier runs again: a share that only it can know, of those that nobody
 * else looks at and that there is time for. A pure function of the chain.
 *
 * @param self the verifier
 * @param seed its secret: without it nobody tells what it is going to look at
 * @param shareMillionths how many of a million results, 0..1,000,000
 * @param mostFuel most fuel a job may have been allowed to use
 * @param reserve time to leave for a challenge to be sealed and made
 */
record Taste(Address self, Hash seed, int shareMillionths, Fuel mostFuel, Duration reserve) {
  /** What a share of one is. */
  static final int WHOLE = 1_000_000;

  /**
   * @throws IllegalArgumentException if there is no such share
   */
  Taste {
    if (shareMillionths < 0 || shareMillionths > WHOLE) {
      throw new IllegalArgumentException("a share is 0..1: " + shareMillionths + " millionths");
    }
  }

  /** Whether it likes to look at the job's result now. */
  boolean likes(IndexedJob job, Head now) {
    var snapshot = job.snapshot();
    return snapshot.state() instanceof JobState.Revealed(var deadline)
        && !snapshot.sampled()
        && snapshot.claims().isEmpty()
        && job.result().isPresent()
        && !isParty(snapshot)
        && job.spec().fuelLimit().units() <= mostFuel.units()
        && !now.moment().isPast(deadline.minus(reserve).minus(runTime(snapshot)))
        && chooses(job.id(), snapshot.attempt());
  }

  private boolean isParty(JobSnapshot job) {
    return job.consumer().equals(self)
        || job.match()
            .filter(it -> it.provider().equals(self) || it.marketNode().equals(self))
            .isPresent();
  }

  private static Duration runTime(JobSnapshot job) {
    Optional<Duration> accepted = job.match().map(MatchTerms::runTime);
    return accepted.orElse(Duration.ZERO);
  }

  private boolean chooses(Hash jobId, int attempt) {
    var lot =
        Digests.keccak256(seed.bytes(), self.bytes(), jobId.bytes(), new byte[] {(byte) attempt});
    return Math.unsignedMultiplyHigh(lot.leadingBits(), WHOLE) < shareMillionths;
  }
}
