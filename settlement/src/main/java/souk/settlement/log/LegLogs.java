package souk.settlement.log;

import souk.protocol.value.Price;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Leg;
import souk.settlement.chain.LegEvent.Attributed;
import souk.settlement.chain.LegEvent.AttributionAwaited;
import souk.settlement.chain.LegEvent.CheckpointLanded;
import souk.settlement.chain.LegEvent.LegKept;
import souk.settlement.chain.LegEvent.LegPaid;
import souk.settlement.chain.LegEvent.LegSlashed;
import souk.settlement.chain.LegEvent.LegsDropped;

/** Reads what is logged of jobs that went from provider to provider. */
final class LegLogs {
  // Solidity's uint56 and uint88.
  private static final int PRICE_BYTES = 7;
  private static final int LOCK_BYTES = 11;

  private LegLogs() {}

  static void addTo(LogDecoder.Registry logs) {
    logs.add(
        "CheckpointLanded(bytes32 indexed,address indexed,"
            + "uint8,uint8,uint64,bytes32,bytes32,bytes32)",
        f ->
            new CheckpointLanded(
                f.at(),
                f.hash(),
                f.address(),
                f.uint8(),
                f.uint8(),
                f.fuel(),
                f.hash(),
                f.hash(),
                f.hash()));
    logs.add(
        "LegKept(bytes32 indexed,address indexed,uint8,uint8,"
            + "(bytes32,address,uint56,uint8,uint24,address,uint48,uint88,uint88))",
        LegLogs::kept);
    logs.add(
        "LegsDropped(bytes32 indexed,uint8)", f -> new LegsDropped(f.at(), f.hash(), f.uint8()));
    logs.add(
        "LegPaid(bytes32 indexed,uint8,address indexed,address indexed,uint256,uint256,uint256)",
        LegLogs::paid);
    addFaults(logs);
  }

  private static void addFaults(LogDecoder.Registry logs) {
    logs.add(
        "LegSlashed(bytes32 indexed,uint8,address indexed,uint256,uint256,uint256,uint256)",
        LegLogs::slashed);
    logs.add(
        "AttributionAwaited(bytes32 indexed,uint8,uint64)",
        f -> new AttributionAwaited(f.at(), f.hash(), f.uint8(), f.time()));
    logs.add(
        "Attributed(bytes32 indexed,uint8,uint8)",
        f -> new Attributed(f.at(), f.hash(), f.uint8(), f.uint8()));
  }

  private static ChainEvent kept(Fields f) {
    var id = f.hash();
    // Its provider, which the leg has too.
    f.address();
    return new LegKept(f.at(), id, f.uint8(), f.uint8(), leg(f));
  }

  private static Leg leg(Fields f) {
    var point = f.hash();
    var provider = f.address();
    var price = new Price(f.amount(PRICE_BYTES));
    var turns = f.uint8();
    // The sampling rate of its match, which that told.
    f.uint24();
    return new Leg(
        point,
        provider,
        price,
        turns,
        f.address(),
        f.fuel48(),
        f.amount(LOCK_BYTES),
        f.amount(LOCK_BYTES));
  }

  private static ChainEvent paid(Fields f) {
    var id = f.hash();
    var provider = f.address();
    var node = f.address();
    return new LegPaid(f.at(), id, f.uint8(), provider, node, f.amount(), f.amount(), f.amount());
  }

  private static ChainEvent slashed(Fields f) {
    var id = f.hash();
    var provider = f.address();
    return new LegSlashed(
        f.at(), id, f.uint8(), provider, f.amount(), f.amount(), f.amount(), f.amount());
  }
}
