package souk.settlement.log;

import souk.protocol.evidence.Item;
import souk.settlement.chain.BlobRole;
import souk.settlement.chain.ChainEvent.ChallengeSealed;
import souk.settlement.chain.ClaimEvent.AppealClosed;
import souk.settlement.chain.ClaimEvent.Appealed;
import souk.settlement.chain.ClaimEvent.ClaimClosed;
import souk.settlement.chain.ClaimEvent.ClaimDecided;
import souk.settlement.chain.ClaimEvent.ClaimOpened;
import souk.settlement.chain.ClaimEvent.JurorClosed;
import souk.settlement.chain.ClaimEvent.JurorUnable;
import souk.settlement.chain.ClaimEvent.JuryAwaited;
import souk.settlement.chain.ClaimEvent.JuryFound;
import souk.settlement.chain.ClaimEvent.JuryRevealing;
import souk.settlement.chain.ClaimEvent.JurySeated;
import souk.settlement.chain.ClaimEvent.VoteCommitted;
import souk.settlement.chain.ClaimEvent.VoteRevealed;
import souk.settlement.chain.DemandEvent.ChunkAnswered;
import souk.settlement.chain.DemandEvent.ChunkDemanded;
import souk.settlement.chain.DemandEvent.DemandClosed;

/** Reads what Disputes, Jury and Demands log. */
final class ClaimLogs {
  private ClaimLogs() {}

  static void addTo(LogDecoder.Registry logs) {
    addClaims(logs);
    addJuries(logs);
    addVotes(logs);
    addDemands(logs);
  }

  private static void addClaims(LogDecoder.Registry logs) {
    logs.add(
        "ChallengeSealed(bytes32 indexed,address indexed)",
        f -> {
          var seal = f.hash();
          return new ChallengeSealed(f.at(), f.address(), seal);
        });
    logs.add(
        "ClaimOpened(bytes32 indexed,bytes32 indexed,address indexed,"
            + "uint8,uint8,bytes32,bytes32,uint256)",
        f ->
            new ClaimOpened(
                f.at(),
                f.hash(),
                f.hash(),
                f.addressUnlessZero(),
                f.uint8(),
                Item.of(f.uint8()),
                f.hash(),
                f.hash(),
                f.amount()));
    logs.add(
        "ClaimDecided(bytes32 indexed,bytes32)", f -> new ClaimDecided(f.at(), f.hash(), f.hash()));
    logs.add(
        "ClaimClosed(bytes32 indexed,uint256,uint256,uint256,uint256)",
        f -> new ClaimClosed(f.at(), f.hash(), f.amount(), f.amount(), f.amount(), f.amount()));
  }

  private static void addJuries(LogDecoder.Registry logs) {
    logs.add(
        "JuryAwaited(bytes32 indexed,bytes32 indexed,uint8,uint8,uint64,uint64)",
        f ->
            new JuryAwaited(
                f.at(), f.hash(), f.hash(), f.uint8(), f.uint8(), f.int64(), f.int64()));
    logs.add(
        "JurySeated(bytes32 indexed,uint8,address[],uint256,uint64)",
        f ->
            new JurySeated(
                f.at(), f.hash(), f.uint8(), f.list(Fields::address), f.amount(), f.time()));
    logs.add(
        "JuryRevealing(bytes32 indexed,uint64)",
        f -> new JuryRevealing(f.at(), f.hash(), f.time()));
    logs.add(
        "JuryFound(bytes32 indexed,uint8,bytes32,uint64)",
        f -> new JuryFound(f.at(), f.hash(), f.uint8(), f.hash(), f.time()));
    logs.add(
        "Appealed(bytes32 indexed,address indexed,uint8,uint256)",
        f -> new Appealed(f.at(), f.hash(), f.address(), f.uint8(), f.amount()));
    logs.add(
        "AppealClosed(bytes32 indexed,address indexed,uint256,uint256)",
        f -> new AppealClosed(f.at(), f.hash(), f.address(), f.amount(), f.amount()));
  }

  private static void addVotes(LogDecoder.Registry logs) {
    logs.add(
        "VoteCommitted(bytes32 indexed,address indexed,uint8,bytes32)",
        f -> new VoteCommitted(f.at(), f.hash(), f.address(), f.uint8(), f.hash()));
    logs.add(
        "JurorUnable(bytes32 indexed,address indexed)",
        f -> new JurorUnable(f.at(), f.hash(), f.address()));
    logs.add(
        "VoteRevealed(bytes32 indexed,address indexed,uint8,bytes32)",
        f -> new VoteRevealed(f.at(), f.hash(), f.address(), f.uint8(), f.hash()));
    logs.add(
        "JurorClosed(bytes32 indexed,address indexed,uint256,uint256)",
        f -> new JurorClosed(f.at(), f.hash(), f.address(), f.amount(), f.amount()));
  }

  private static void addDemands(LogDecoder.Registry logs) {
    logs.add(
        "ChunkDemanded(bytes32 indexed,bytes32 indexed,address indexed,"
            + "uint8,uint8,uint32,uint256,uint64)",
        f ->
            new ChunkDemanded(
                f.at(),
                f.hash(),
                f.hash(),
                f.address(),
                f.uint8(),
                BlobRole.of(f.uint8()),
                f.uint32(),
                f.amount(),
                f.time()));
    logs.add(
        "ChunkAnswered(bytes32 indexed,uint32,uint32)",
        f -> new ChunkAnswered(f.at(), f.hash(), f.uint32(), f.uint32()));
    logs.add(
        "DemandClosed(bytes32 indexed,bool)", f -> new DemandClosed(f.at(), f.hash(), f.bool()));
  }
}
