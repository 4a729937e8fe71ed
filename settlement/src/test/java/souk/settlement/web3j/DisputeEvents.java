package souk.settlement.web3j;

import static souk.settlement.web3j.BoundLogs.address;
import static souk.settlement.web3j.BoundLogs.amount;
import static souk.settlement.web3j.BoundLogs.at;
import static souk.settlement.web3j.BoundLogs.hash;

import java.util.Optional;
import org.web3j.protocol.core.methods.response.Log;
import souk.protocol.evidence.Item;
import souk.settlement.chain.BlobRole;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.DemandEvent;
import souk.settlement.web3j.bindings.Demands;
import souk.settlement.web3j.bindings.Disputes;

/** Decodes what Disputes and Demands log. */
final class DisputeEvents {
  private DisputeEvents() {}

  static void register(BindingsDecoder.Registry registry) {
    registry.add(Disputes.CHALLENGESEALED_EVENT, DisputeEvents::challengeSealed);
    registry.add(Disputes.CLAIMOPENED_EVENT, DisputeEvents::claimOpened);
    registry.add(Disputes.CLAIMDECIDED_EVENT, DisputeEvents::claimDecided);
    registry.add(Disputes.CLAIMCLOSED_EVENT, DisputeEvents::claimClosed);
    registry.add(Demands.CHUNKDEMANDED_EVENT, DisputeEvents::chunkDemanded);
    registry.add(Demands.CHUNKANSWERED_EVENT, DisputeEvents::chunkAnswered);
    registry.add(Demands.DEMANDCLOSED_EVENT, DisputeEvents::demandClosed);
  }

  private static ChainEvent challengeSealed(Log log) {
    var e = Disputes.getChallengeSealedEventFromLog(log);
    return new ChainEvent.ChallengeSealed(at(log), address(e.sender), hash(e.seal));
  }

  private static ChainEvent claimOpened(Log log) {
    var e = Disputes.getClaimOpenedEventFromLog(log);
    return new ClaimEvent.ClaimOpened(
        at(log),
        hash(e.claimId),
        hash(e.jobId),
        Optional.of(address(e.challenger)).filter(found -> !found.isZero()),
        e.attempt.intValueExact(),
        Item.of(e.item.intValueExact()),
        hash(e.claimed),
        hash(e.finding),
        amount(e.bond));
  }

  private static ChainEvent claimDecided(Log log) {
    var e = Disputes.getClaimDecidedEventFromLog(log);
    return new ClaimEvent.ClaimDecided(at(log), hash(e.claimId), hash(e.right));
  }

  private static ChainEvent claimClosed(Log log) {
    var e = Disputes.getClaimClosedEventFromLog(log);
    return new ClaimEvent.ClaimClosed(
        at(log),
        hash(e.claimId),
        amount(e.funded),
        amount(e.returned),
        amount(e.gained),
        amount(e.toProvider));
  }

  private static ChainEvent chunkDemanded(Log log) {
    var e = Demands.getChunkDemandedEventFromLog(log);
    return new DemandEvent.ChunkDemanded(
        at(log),
        hash(e.demandId),
        hash(e.jobId),
        address(e.demander),
        e.attempt.intValueExact(),
        BlobRole.of(e.blob.intValueExact()),
        e.chunk.longValueExact(),
        amount(e.fee),
        Structs.instant(e.deadline));
  }

  private static ChainEvent chunkAnswered(Log log) {
    var e = Demands.getChunkAnsweredEventFromLog(log);
    return new DemandEvent.ChunkAnswered(
        at(log), hash(e.demandId), e.chunk.longValueExact(), e.chunks.longValueExact());
  }

  private static ChainEvent demandClosed(Log log) {
    var e = Demands.getDemandClosedEventFromLog(log);
    return new DemandEvent.DemandClosed(at(log), hash(e.demandId), e.blamed);
  }
}
