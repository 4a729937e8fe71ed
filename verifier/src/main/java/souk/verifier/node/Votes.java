package souk.verifier.node;

import java.util.List;
import souk.client.node.Pursuits;
import souk.protocol.codec.Evidence;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Seat;
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
  void commit(DutyId id, Answer answer, JobSnapshot job, Head now) {
    var seat = DutyStep.seat(id, job, self).orElseThrow();
    var call =
        switch (id) {
          case DutyId.Audit audit -> commitment(audit, seat, answer);
          case DutyId.Vote vote -> commitment(vote, seat, finding(vote, answer, job), answer);
        };
    pursue("answer/" + id.key(), call, now);
  }

  /** Publishes an answer, missing at that block. */
  void reveal(DutyId id, Answer answer, JobSnapshot job, Head now) {
    var call =
        switch (id) {
          case DutyId.Audit audit ->
              new Call.RevealAnswers(
                  List.of(
                      new Call.AnswerReveal(
                          audit.jobId(),
                          audit.seat(),
                          Evidence.resultRoot(answer.result()),
                          answer.salt())));
          case DutyId.Vote vote ->
              new ClaimCall.RevealVotes(
                  List.of(
                      new ClaimCall.VoteReveal(
                          vote.claimId(), vote.seat(), finding(vote, answer, job), answer.salt())));
        };
    pursue("reveal/" + id.key(), call, now);
  }

  /** Says that there will be no answer. */
  void declareUnable(DutyId id, Head now) {
    var call =
        switch (id) {
          case DutyId.Audit audit -> new Call.DeclareUnable(audit.jobId(), audit.seat());
          case DutyId.Vote vote -> new ClaimCall.DeclareUnable(vote.claimId(), vote.seat());
        };
    pursue("unable/" + id.key(), call, now);
  }

  private Call commitment(DutyId.Audit id, Seat seat, Answer answer) {
    var commitment =
        Evidence.answerCommitment(
            deployment.domain(),
            deployment.court().audits(),
            id.jobId(),
            id.attempt(),
            seat.round(),
            Evidence.resultRoot(answer.result()),
            answer.salt(),
            self);
    return new Call.CommitAnswers(
        List.of(new Call.AnswerCommitment(id.jobId(), id.seat(), commitment)));
  }

  private Call commitment(DutyId.Vote id, Seat seat, Hash finding, Answer answer) {
    var commitment =
        Evidence.voteCommitment(
            deployment.domain(),
            deployment.court().jury(),
            id.claimId(),
            seat.round(),
            finding,
            answer.salt(),
            self);
    return new ClaimCall.CommitVotes(
        List.of(new ClaimCall.VoteCommitment(id.claimId(), id.seat(), commitment)));
  }

  /** What this verifier's own result says where the claim says that the provider's is wrong. */
  private static Hash finding(DutyId.Vote id, Answer answer, JobSnapshot job) {
    return Evidence.item(answer.result(), job.claim(id.claimId()).orElseThrow().item());
  }

  private void pursue(String aim, Call call, Head now) {
    pursuits.pursue(aim, call, now.number()).ifPresent(reason -> log.failed(aim, reason));
  }
}
