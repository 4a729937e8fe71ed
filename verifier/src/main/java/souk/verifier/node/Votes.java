package souk.verifier.node;

import java.util.List;
import souk.client.node.Pursuits;
import souk.protocol.codec.Evidence;
import souk.protocol.value.Address;
import souk.settlement.chain.Call;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Head;
import souk.verifier.journal.Answer;
import souk.verifier.journal.DutyId;

/** Lands commitments and reveals of answers that are journaled. */
final class Votes {
  private final Address self;
  private final Deployment deployment;
  private final Pursuits pursuits;
  private final VerifierLog log;

  Votes(Address self, Deployment deployment, Pursuits pursuits, VerifierLog log) {
    this.self = self;
    this.deployment = deployment;
    this.pursuits = pursuits;
    this.log = log;
  }

  /** Commits to an answer, missing at that block. */
  void commit(DutyId id, Answer answer, Head now) {
    var commitment =
        Evidence.answerCommitment(
            deployment.domain(),
            deployment.audits(),
            id.jobId(),
            id.attempt(),
            id.round(),
            answer.resultRoot(),
            answer.salt(),
            self);
    var call = new Call.CommitAnswers(List.of(new Call.AnswerCommitment(id.jobId(), commitment)));
    pursue("answer/" + id.key(), call, now);
  }

  /** Publishes an answer, missing at that block. */
  void reveal(DutyId id, Answer answer, Head now) {
    var reveal = new Call.AnswerReveal(id.jobId(), answer.resultRoot(), answer.salt());
    pursue("reveal/" + id.key(), new Call.RevealAnswers(List.of(reveal)), now);
  }

  /** Says that there will be no answer. */
  void declareUnable(DutyId id, Head now) {
    pursue("unable/" + id.key(), new Call.DeclareUnable(List.of(id.jobId())), now);
  }

  private void pursue(String aim, Call call, Head now) {
    pursuits.pursue(aim, call, now.number()).ifPresent(reason -> log.failed(aim, reason));
  }
}
