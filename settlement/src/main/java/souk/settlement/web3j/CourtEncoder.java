package souk.settlement.web3j;

import souk.settlement.chain.CallData;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.Court;
import souk.settlement.chain.DemandCall;
import souk.settlement.chain.RelayCall;
import souk.settlement.web3j.bindings.Demands;
import souk.settlement.web3j.bindings.Disputes;
import souk.settlement.web3j.bindings.Jury;
import souk.settlement.web3j.bindings.Relay;

/** Turns verbs about claims, demands and legs into calls of one deployment's contracts. */
final class CourtEncoder {
  private final Target toJury;
  private final Target toDisputes;
  private final Target toDemands;
  private final Target toRelay;
  private final Jury jury;
  private final Disputes disputes;
  private final Demands demands;
  private final Relay relay;

  CourtEncoder(Court addresses, Contracts contracts) {
    this.jury = contracts.jury();
    this.disputes = contracts.disputes();
    this.demands = contracts.demands();
    this.relay = contracts.relay();
    this.toJury = new Target(addresses.jury(), jury::batch);
    this.toDisputes = new Target(addresses.disputes(), disputes::batch);
    this.toDemands = new Target(addresses.demands(), demands::batch);
    this.toRelay = new Target(addresses.relay(), relay::batch);
  }

  CallData encode(ClaimCall call) {
    return switch (call) {
      case ClaimCall.SealChallenge(var seal) ->
          toDisputes.call(disputes.sealChallenge(seal.bytes()));
      case ClaimCall.Challenge challenge ->
          toDisputes.call(disputes.challenge(CourtStructs.toBinding(challenge)));
      case ClaimCall.CloseClaims(var ids) ->
          toDisputes.each(ids, id -> disputes.closeClaim(id.bytes()));
      case ClaimCall.SeatJuries(var ids) -> toJury.each(ids, id -> jury.seatJury(id.bytes()));
      case ClaimCall.AdvanceJuries(var ids) -> toJury.each(ids, id -> jury.advanceJury(id.bytes()));
      case ClaimCall.Appeal(var id) -> toJury.call(jury.appeal(id.bytes()));
      case ClaimCall.CommitVotes(var votes) ->
          toJury.each(votes, vote -> jury.commitVote(CourtStructs.toBinding(vote)));
      case ClaimCall.RevealVotes(var votes) ->
          toJury.each(votes, vote -> jury.revealVote(CourtStructs.toBinding(vote)));
      case ClaimCall.DeclareUnable(var id, var seat) ->
          toJury.call(jury.declareUnableToJudge(id.bytes(), Structs.number(seat)));
    };
  }

  CallData encode(DemandCall call) {
    return switch (call) {
      case DemandCall.ForAudit(var job, var blob, var chunk, var seat) ->
          toDemands.call(
              demands.demandForAudit(
                  CourtStructs.demanded(job),
                  Structs.number(blob.code()),
                  Structs.number(chunk),
                  Structs.number(seat)));
      case DemandCall.ForJury(var job, var blob, var chunk, var claimId, var seat) ->
          toDemands.call(
              demands.demandForJury(
                  CourtStructs.demanded(job),
                  Structs.number(blob.code()),
                  Structs.number(chunk),
                  claimId.bytes(),
                  Structs.number(seat)));
      case DemandCall.ForOutput(var jobId, var result, var chunk) ->
          toDemands.call(
              demands.demandOutput(
                  jobId.bytes(), CourtStructs.demanded(result), Structs.number(chunk)));
      case DemandCall.Answer(var chunk) ->
          toDemands.call(demands.answerDemand(CourtStructs.toBinding(chunk)));
      case DemandCall.Close(var ids) -> toDemands.each(ids, id -> demands.closeDemand(id.bytes()));
    };
  }

  CallData encode(RelayCall call) {
    return switch (call) {
      case RelayCall.LandCheckpoints(var signed) ->
          toRelay.each(
              signed,
              it ->
                  relay.landCheckpoint(
                      CourtStructs.toBinding(it.checkpoint()), it.signature().bytes()));
      case RelayCall.HandOver(var it) ->
          toRelay.call(
              relay.handOver(CourtStructs.toBinding(it.checkpoint()), it.signature().bytes()));
      case RelayCall.Attribute(var id, var right) ->
          toDisputes.call(disputes.attribute(id.bytes(), CourtStructs.disputed(right)));
      case RelayCall.ConvictUnattributed(var ids) ->
          toDisputes.each(ids, id -> disputes.convictUnattributed(id.bytes()));
    };
  }
}
