package souk.verifier.watch;

import java.util.HashSet;
import java.util.Set;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.verifier.journal.WatchJournal;

/** Keeps what is out in bonds and appeals below what the operator allows. Not thread-safe. */
final class Risk {
  private final WatchJournal journal;
  private final Amount most;
  private final WatchLog log;
  private final Set<Hash> told = new HashSet<>();

  Risk(WatchJournal journal, Amount most, WatchLog log) {
    this.journal = journal;
    this.most = most;
    this.log = log;
  }

  /** Whether so much more may be put up because of a job; says so once if not. */
  boolean allows(Hash jobId, Amount cost) {
    var out = journal.atRisk();
    var allowed = !most.isLessThan(out.plus(cost));
    if (!allowed && told.add(jobId)) {
      log.tooMuch(jobId, cost, out, most);
    }
    return allowed;
  }
}
