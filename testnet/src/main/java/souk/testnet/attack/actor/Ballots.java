package souk.testnet.attack.actor;

import java.util.List;
import souk.protocol.codec.Digests;
import souk.protocol.codec.Evidence;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.Head;
import souk.settlement.chain.Seat;
import souk.settlement.index.IndexedJob;

/** Commits and reveals as a seat, whatever it is that it says. */
final class Ballots {
  static final Hash SALT = Digests.keccak256(new byte[] {11});

  private final Foothold foothold;

  Ballots(Foothold foothold) {
    this.foothold = foothold;
  }

  /** Commits to a result root in an audit. */
  void commit(IndexedJob job, Seat seat, Hash root, Head now) {
    var deployment = foothold.session().chain().deployment();
    var commitment =
        Evidence.answerCommitment(
            deployment.domain(),
            deployment.court().audits(),
            job.id(),
            job.snapshot().attempt(),
            seat.round(),
            root,
            SALT,
            foothold.address());
    place(job, seat, commitment, now);
  }

  /** Commits to that, whatever it is, in an audit. */
  void place(IndexedJob job, Seat seat, Hash commitment, Head now) {
    var only = new Call.AnswerCommitment(job.id(), seat.number(), commitment);
    foothold.pursue(aim("answer", job, seat), new Call.CommitAnswers(List.of(only)), now);
  }

  /** Says that this is what the seat committed to in an audit. */
  void reveal(IndexedJob job, Seat seat, Hash root, Head now) {
    var only = new Call.AnswerReveal(job.id(), seat.number(), root, SALT);
    foothold.pursue(aim("reveal", job, seat), new Call.RevealAnswers(List.of(only)), now);
  }

  /** Commits to what is right where a claim is. */
  void commit(ClaimSnapshot claim, Seat seat, Hash finding, Head now) {
    var deployment = foothold.session().chain().deployment();
    var commitment =
        Evidence.voteCommitment(
            deployment.domain(),
            deployment.court().jury(),
            claim.id(),
            seat.round(),
            finding,
            SALT,
            foothold.address());
    var only = new ClaimCall.VoteCommitment(claim.id(), seat.number(), commitment);
    foothold.pursue(aim("vote", claim, seat), new ClaimCall.CommitVotes(List.of(only)), now);
  }

  /** Reveals what was committed to with {@link #commit(ClaimSnapshot, Seat, Hash, Head)}. */
  void reveal(ClaimSnapshot claim, Seat seat, Hash finding, Head now) {
    var only = new ClaimCall.VoteReveal(claim.id(), seat.number(), finding, SALT);
    foothold.pursue(aim("say", claim, seat), new ClaimCall.RevealVotes(List.of(only)), now);
  }

  /** Leaves a jury that it has nothing to say in. */
  void leave(ClaimSnapshot claim, Seat seat, Head now) {
    var call = new ClaimCall.DeclareUnable(claim.id(), seat.number());
    foothold.pursue(aim("unable", claim, seat), call, now);
  }

  private static String aim(String verb, IndexedJob job, Seat seat) {
    return "%s/%s/%d/%d".formatted(verb, job.id(), job.snapshot().attempt(), seat.number());
  }

  private static String aim(String verb, ClaimSnapshot claim, Seat seat) {
    return "%s/%s/%d".formatted(verb, claim.id(), seat.number());
  }
}
