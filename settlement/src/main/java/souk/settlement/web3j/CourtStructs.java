package souk.settlement.web3j;

import souk.protocol.evidence.JobCheckpoint;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChunkShown;
import souk.settlement.chain.ClaimCall;
import souk.settlement.web3j.bindings.Audits;
import souk.settlement.web3j.bindings.Demands;
import souk.settlement.web3j.bindings.Disputes;
import souk.settlement.web3j.bindings.Jury;
import souk.settlement.web3j.bindings.Relay;

/** Structs that the court's verbs take, as the bindings have them. */
final class CourtStructs {
  private CourtStructs() {}

  static Audits.AnswerCommitment toBinding(Call.AnswerCommitment answer) {
    return new Audits.AnswerCommitment(
        answer.jobId().bytes(), Structs.number(answer.seat()), answer.commitment().bytes());
  }

  static Audits.AnswerReveal toBinding(Call.AnswerReveal answer) {
    return new Audits.AnswerReveal(
        answer.jobId().bytes(),
        Structs.number(answer.seat()),
        answer.resultRoot().bytes(),
        answer.salt().bytes());
  }

  static Jury.VoteCommitment toBinding(ClaimCall.VoteCommitment vote) {
    return new Jury.VoteCommitment(
        vote.claimId().bytes(), Structs.number(vote.seat()), vote.commitment().bytes());
  }

  static Jury.VoteReveal toBinding(ClaimCall.VoteReveal vote) {
    return new Jury.VoteReveal(
        vote.claimId().bytes(),
        Structs.number(vote.seat()),
        vote.finding().bytes(),
        vote.salt().bytes());
  }

  static Relay.Checkpoint toBinding(JobCheckpoint checkpoint) {
    return new Relay.Checkpoint(
        checkpoint.jobId().bytes(),
        Structs.number(checkpoint.attempt()),
        Structs.number(checkpoint.turns()),
        checkpoint.before().bytes(),
        checkpoint.stateHash().bytes(),
        Structs.number(checkpoint.fuelUsed().units()),
        checkpoint.outputDigest().bytes(),
        checkpoint.effects().bytes());
  }

  static Disputes.Challenge toBinding(ClaimCall.Challenge challenge) {
    return new Disputes.Challenge(
        challenge.jobId().bytes(),
        disputed(challenge.result()),
        Structs.number(challenge.item().code()),
        challenge.finding().bytes(),
        challenge.salt().bytes());
  }

  static Disputes.Result disputed(Result result) {
    return new Disputes.Result(
        result.outputDigest().bytes(),
        result.outputChunks().bytes(),
        Structs.number(result.exitStatus().code()),
        Structs.number(result.fuelUsed().units()),
        result.effects().bytes(),
        result.trace().stream().map(Hash::bytes).toList());
  }

  static Demands.Result demanded(Result result) {
    return new Demands.Result(
        result.outputDigest().bytes(),
        result.outputChunks().bytes(),
        Structs.number(result.exitStatus().code()),
        Structs.number(result.fuelUsed().units()),
        result.effects().bytes(),
        result.trace().stream().map(Hash::bytes).toList());
  }

  static Demands.Job demanded(JobSpec spec) {
    var job = Structs.toBinding(spec);
    var work = job.work;
    var terms = job.terms;
    return new Demands.Job(
        new Demands.Work(
            work.codeId,
            work.module,
            work.input,
            work.mounts,
            work.arguments,
            work.chunks,
            work.kind,
            work.turnLimit,
            work.outputKeyPrefix,
            work.outputKeyX),
        new Demands.JobTerms(
            terms.consumer,
            terms.fuelLimit,
            terms.memoryLimit,
            terms.priceCeiling,
            terms.valueAtRisk,
            terms.verifiers,
            terms.minStakeMultiple,
            terms.tags,
            terms.latestFinish,
            terms.postedAt,
            terms.secretHash,
            terms.nonce,
            terms.salt));
  }

  static Demands.DemandAnswer toBinding(ChunkShown chunk) {
    return new Demands.DemandAnswer(
        chunk.demandId().bytes(),
        chunk.moduleChunks().bytes(),
        chunk.inputChunks().bytes(),
        Structs.number(chunk.chunks()),
        chunk.data(),
        chunk.proof().stream().map(Hash::bytes).toList());
  }
}
