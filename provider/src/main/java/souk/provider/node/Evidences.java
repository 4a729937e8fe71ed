package souk.provider.node;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import souk.client.node.Pursuits;
import souk.protocol.codec.Evidence;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.provider.journal.Attempt;
import souk.provider.journal.AttemptId;
import souk.settlement.chain.Call;
import souk.settlement.chain.Head;

/** Lands commitments and reveals of what is journaled. */
final class Evidences {
  private final Address self;
  private final MarketDomain domain;
  private final Pursuits pursuits;
  private final Supplier<Optional<String>> absence;
  private final ProviderLog log;
  private final Set<AttemptId> heldBack = new HashSet<>();

  /**
   * @param absence why this machine may be gone before a reveal is due; empty if it will stay
   */
  Evidences(
      Address self,
      MarketDomain domain,
      Pursuits pursuits,
      Supplier<Optional<String>> absence,
      ProviderLog log) {
    this.self = self;
    this.domain = domain;
    this.pursuits = pursuits;
    this.absence = absence;
    this.log = log;
  }

  /**
   * Commits to the attempt's opening, missing at that block, if this machine will stay: who commits
   * and cannot reveal loses its stake, who does not commit a late fee.
   */
  void commit(Attempt attempt, Head now) {
    var id = attempt.id();
    var reason = absence.get();
    if (reason.isPresent()) {
      if (heldBack.add(id)) {
        log.notCommitting(id, reason.get());
      }
      return;
    }
    heldBack.remove(id);
    var commitment = new Call.ResultCommitment(id.jobId(), id.attempt(), commitment(attempt));
    pursue("commit/" + id.key(), new Call.CommitResults(List.of(commitment)), now);
  }

  /** Publishes the attempt's opening, missing at that block. */
  void reveal(Attempt attempt, Head now) {
    var opening = attempt.opening().orElseThrow();
    var reveal = new Call.ResultReveal(attempt.id().jobId(), opening.result(), opening.salt());
    pursue("reveal/" + attempt.id().key(), new Call.RevealResults(List.of(reveal)), now);
  }

  private Hash commitment(Attempt attempt) {
    var opening = attempt.opening().orElseThrow();
    return Evidence.commitment(
        domain,
        attempt.id().jobId(),
        attempt.id().attempt(),
        Evidence.resultRoot(opening.result()),
        opening.salt(),
        self);
  }

  private void pursue(String aim, Call call, Head now) {
    pursuits.pursue(aim, call, now.number()).ifPresent(reason -> log.failed(aim, reason));
  }
}
