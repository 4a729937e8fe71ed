package souk.client.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import souk.protocol.value.Hash;
import souk.settlement.chain.DueExit;
import souk.settlement.chain.DueExits;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;

/**
 * Calls the exits of a node's own jobs if nobody else does in time: with every market node dead,
 * jobs still come to their end. Not thread-safe.
 */
public final class OverdueExits {
  private final int patienceBlocks;
  private final Pursuits pursuits;
  // By job: since which block each exit is due.
  private final Map<Hash, Map<DueExit, Long>> due = new HashMap<>();

  /**
   * @param patienceBlocks blocks that an exit may be due before this node calls it, at least 1
   */
  public OverdueExits(int patienceBlocks, Pursuits pursuits) {
    this.patienceBlocks = patienceBlocks;
    this.pursuits = pursuits;
  }

  /** Looks after a job at a block; has to see every block at which the job may be looked after. */
  public void mind(IndexedJob job, Head now) {
    var before = due.getOrDefault(job.id(), Map.of());
    var after = new HashMap<DueExit, Long>();
    job.dueExits(now.moment())
        .forEach(exit -> after.put(exit, before.getOrDefault(exit, now.number())));
    due.put(job.id(), after);
    after.forEach((exit, since) -> call(exit, since, now.number()));
  }

  /** The job is not looked after any more. */
  public void forget(Hash jobId) {
    due.remove(jobId);
  }

  private void call(DueExit due, long since, long block) {
    if (block - since >= patienceBlocks) {
      var aim = "exit/%s/%s/%d".formatted(due.exit(), due.id(), since);
      pursuits.pursue(aim, DueExits.call(due.exit(), List.of(due.id())), block);
    }
  }
}
