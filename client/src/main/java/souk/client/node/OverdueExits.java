package souk.client.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import souk.protocol.job.Exit;
import souk.protocol.value.Hash;
import souk.settlement.chain.DueExits;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;

/**
 * Calls the exits of a node's own jobs if nobody else does in time: with every market node dead,
 * jobs still come to their end. Not thread-safe.
 */
public final class OverdueExits {
  private final int patienceBlocks;
  private final Pursuits pursuits;
  private final Map<Hash, Due> due = new HashMap<>();

  private record Due(Exit exit, long since) {}

  /**
   * @param patienceBlocks blocks that an exit may be due before this node calls it, at least 1
   */
  public OverdueExits(int patienceBlocks, Pursuits pursuits) {
    this.patienceBlocks = patienceBlocks;
    this.pursuits = pursuits;
  }

  /** Looks after a job at a block; has to see every block at which the job may be looked after. */
  public void mind(JobSnapshot job, Head now) {
    DueExits.of(job, now.moment())
        .ifPresentOrElse(exit -> mind(job, exit, now.number()), () -> forget(job.id()));
  }

  /** The job is not looked after any more. */
  public void forget(Hash jobId) {
    due.remove(jobId);
  }

  private void mind(JobSnapshot job, Exit exit, long block) {
    var before = due.get(job.id());
    if (before == null || before.exit() != exit) {
      due.put(job.id(), new Due(exit, block));
    } else if (block - before.since() >= patienceBlocks) {
      var aim = "exit/%s/%s/%d".formatted(exit, job.id(), job.attempt());
      pursuits.pursue(aim, DueExits.call(exit, List.of(job.id())), block);
    }
  }
}
