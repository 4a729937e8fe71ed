package souk.provider.node;

import java.util.List;
import souk.client.node.Pursuits;
import souk.protocol.codec.Evidence;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.provider.journal.Attempt;
import souk.settlement.chain.Call;
import souk.settlement.chain.Head;

/** Lands commitments and reveals of what is journaled. */
final class Evidences {
  private final Address self;
  private final MarketDomain domain;
  private final Pursuits pursuits;
  private final ProviderLog log;

  Evidences(Address self, MarketDomain domain, Pursuits pursuits, ProviderLog log) {
    this.self = self;
    this.domain = domain;
    this.pursuits = pursuits;
    this.log = log;
  }

  /** Commits to the attempt's opening, missing at that block. */
  void commit(Attempt attempt, Head now) {
    var id = attempt.id();
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
