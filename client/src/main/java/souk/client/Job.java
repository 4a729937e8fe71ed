package souk.client;

import java.util.Optional;
import souk.protocol.evidence.Receipt;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.MatchTerms;
import souk.settlement.index.IndexedJob;

/**
 * A job as the chain told it last.
 *
 * @param id hash of the order
 * @param spec the order
 * @param state where it stands
 * @param attempt 0 for the first provider, one more for each that failed
 * @param provider who runs it; empty while it is open
 * @param price what the provider is paid per 10^9 fuel used; empty while it is open
 * @param result what its provider revealed; empty before. Others may prove it wrong until the job
 *     is settled
 * @param receipt what it cost; empty until it is settled
 */
public record Job(
    Hash id,
    JobSpec spec,
    JobState state,
    int attempt,
    Optional<Address> provider,
    Optional<Price> price,
    Optional<Result> result,
    Optional<Receipt> receipt) {

  static Job of(IndexedJob job) {
    var snapshot = job.snapshot();
    return new Job(
        job.id(),
        job.spec(),
        snapshot.state(),
        snapshot.attempt(),
        snapshot.provider(),
        snapshot.match().map(MatchTerms::price),
        result(job),
        job.receipt());
  }

  /** The index remembers results of attempts that are over, too. */
  static Optional<Result> result(IndexedJob job) {
    return switch (job.snapshot().state()) {
      case JobState.AuditReveal _, JobState.Revealed _, JobState.Disputed _, JobState.Settled _ ->
          job.result();
      case JobState.Open _,
          JobState.Running _,
          JobState.Committed _,
          JobState.Clear _,
          JobState.AuditCommit _,
          JobState.AuditProviderReveal _,
          JobState.Refunded _,
          JobState.Void _ ->
          Optional.empty();
    };
  }
}
