package souk.settlement.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import souk.protocol.evidence.Receipt;
import souk.protocol.evidence.Result;
import souk.protocol.job.Exit;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Hash;
import souk.protocol.value.Moment;
import souk.settlement.chain.BlobRole;
import souk.settlement.chain.DemandEvent;
import souk.settlement.chain.DueExit;
import souk.settlement.chain.DueExits;
import souk.settlement.chain.JobSnapshot;

/**
 * A job as the index knows it.
 *
 * @param id the job
 * @param spec what was posted
 * @param snapshot its state as the contracts told it last; of a final job, with its last attempt as
 *     events told it
 * @param result the result revealed last, of whatever attempt
 * @param receipt what settlement left, once settled
 * @param unpaidClaims claims about attempts that are over that are not paid out
 * @param demands demands for chunks that were not answered, newest first
 * @param engine the engine the current attempt's provider declared; empty while the job is open
 */
public record IndexedJob(
    Hash id,
    JobSpec spec,
    JobSnapshot snapshot,
    Optional<Result> result,
    Optional<Receipt> receipt,
    List<Hash> unpaidClaims,
    List<DemandEvent.ChunkDemanded> demands,
    Optional<EngineName> engine) {

  public IndexedJob {
    unpaidClaims = List.copyOf(unpaidClaims);
    demands = List.copyOf(demands);
  }

  /** A job about whose earlier attempts nothing is left to do, and whose engine nobody declared. */
  public IndexedJob(
      Hash id,
      JobSpec spec,
      JobSnapshot snapshot,
      Optional<Result> result,
      Optional<Receipt> receipt) {
    this(id, spec, snapshot, result, receipt, List.of(), List.of(), Optional.empty());
  }

  /**
   * The exits of the job, its claims and demands that anybody may call.
   *
   * @param now the block the answer is for; at least the one the job was read at
   */
  public List<DueExit> dueExits(Moment now) {
    var due = new ArrayList<>(DueExits.of(snapshot, now));
    unpaidClaims.forEach(claim -> due.add(new DueExit(Exit.CLOSE_CLAIM, claim)));
    demands.stream()
        .filter(demand -> isOver(demand) || isUnanswered(demand, now))
        .forEach(demand -> due.add(new DueExit(Exit.CLOSE_DEMAND, demand.demandId())));
    return due;
  }

  private boolean isOver(DemandEvent.ChunkDemanded demand) {
    return snapshot.state().isFinal() || demand.attempt() < snapshot.attempt();
  }

  private boolean isUnanswered(DemandEvent.ChunkDemanded demand, Moment now) {
    return now.isPast(demand.deadline())
        && switch (snapshot.state()) {
          case JobState.AuditCommit _, JobState.AuditProviderReveal _, JobState.Revealed _ -> true;
          case JobState.Disputed _ -> demand.blob() != BlobRole.OUTPUT;
          case JobState.Open _,
              JobState.Running _,
              JobState.Committed _,
              JobState.Clear _,
              JobState.AuditReveal _,
              JobState.Settled _,
              JobState.Refunded _,
              JobState.Void _ ->
              false;
        };
  }
}
