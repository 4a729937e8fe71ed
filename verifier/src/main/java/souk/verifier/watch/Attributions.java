package souk.verifier.watch;

import java.util.Collection;
import souk.client.node.Pursuits;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Result;
import souk.protocol.value.Hash;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Head;
import souk.settlement.chain.RelayCall;
import souk.settlement.chain.Relayed;
import souk.settlement.index.IndexedJob;
import souk.verifier.journal.VerifierJournal;

/**
 * Shows the right result of jobs that several providers had a part in and that were found wrong, so
 * that who signed the first wrong turn pays. Not thread-safe.
 */
final class Attributions {
  private final VerifierJournal results;
  private final Pursuits pursuits;
  private final WatchLog log;

  Attributions(VerifierJournal results, Pursuits pursuits, WatchLog log) {
    this.results = results;
    this.pursuits = pursuits;
    this.log = log;
  }

  void atBlock(Head now, Collection<IndexedJob> live) {
    for (var job : live) {
      job.snapshot()
          .relayed()
          .attribution()
          .filter(asked -> !now.moment().isPast(asked.deadline()))
          .flatMap(asked -> results.result(job.id()).filter(own -> isRight(own, asked)))
          .ifPresent(own -> show(job, own, now));
    }
  }

  private static boolean isRight(Result own, Relayed.Attribution asked) {
    return HashPrefix.isSameAnswer(Evidence.item(own, asked.item()), asked.right());
  }

  private void show(IndexedJob job, Result own, Head now) {
    Hash id = job.id();
    var aim = "attribute/%s/%d".formatted(id, job.snapshot().attempt());
    pursuits
        .pursue(aim, new RelayCall.Attribute(id, own), now.number())
        .ifPresent(reason -> log.failed(aim, reason));
  }
}
