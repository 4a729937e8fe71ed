package souk.verifier.watch;

import static souk.verifier.node.Fixtures.JOB;
import static souk.verifier.node.Fixtures.NOW;
import static souk.verifier.node.Fixtures.SPEC;
import static souk.verifier.node.Fixtures.disputed;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Hash;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.index.IndexedJob;
import souk.verifier.node.Fixtures;

/** Jobs with a result for everybody to look at. */
final class Watched {
  static final JobState REVEALED = new JobState.Revealed(NOW.plusSeconds(60));

  /** What a cheat revealed: it trapped where the right result exits. */
  static final Result WRONG =
      new Result(
          Fixtures.RESULT.outputDigest(),
          Fixtures.RESULT.outputChunks(),
          new ExitStatus.Trapped(),
          Fixtures.RESULT.fuelUsed(),
          Hash.ZERO,
          List.of());

  private Watched() {}

  static IndexedJob indexed(JobState state) {
    return indexed(unsampled(JOB, Fixtures.job(state)));
  }

  static IndexedJob indexed(JobSnapshot snapshot) {
    return new IndexedJob(snapshot.id(), SPEC, snapshot, Optional.of(WRONG), Optional.empty());
  }

  static IndexedJob job(int number) {
    var id = Digests.keccak256(BigInteger.valueOf(number).toByteArray());
    return indexed(unsampled(id, Fixtures.job(REVEALED)));
  }

  static JobSnapshot sampled() {
    return Fixtures.job(REVEALED);
  }

  /** By somebody else, in the place where this verifier would. */
  static JobSnapshot challenged() {
    var other = disputed(new JuryState.Seating(9));
    return unsampled(JOB, Fixtures.job(REVEALED, 0, List.of(), other.claims()));
  }

  static JobSnapshot disputedBy(ClaimSnapshot claim) {
    return unsampled(
        JOB,
        Fixtures.job(new JobState.Disputed(NOW.plusSeconds(60)), 0, List.of(), List.of(claim)));
  }

  private static JobSnapshot unsampled(Hash id, JobSnapshot job) {
    return new JobSnapshot(
        id,
        job.state(),
        job.attempt(),
        job.consumer(),
        job.escrow(),
        job.fuelLimit(),
        job.match(),
        false,
        job.commitment(),
        job.resultRoot(),
        job.fuelUsed(),
        job.held(),
        job.seats(),
        job.claims(),
        job.relayed(),
        job.readAt());
  }
}
