package souk.settlement.log;

import souk.settlement.chain.AuditEvent.AnswerCommitted;
import souk.settlement.chain.AuditEvent.AnswerRevealed;
import souk.settlement.chain.AuditEvent.AuditExtended;
import souk.settlement.chain.AuditEvent.CommitteeAwaited;
import souk.settlement.chain.AuditEvent.SeatClosed;
import souk.settlement.chain.AuditEvent.Seated;
import souk.settlement.chain.AuditEvent.UnableDeclared;

/** Reads what the Audits contract logs. */
final class AuditLogs {
  private AuditLogs() {}

  static void addTo(LogDecoder.Registry logs) {
    logs.add(
        "CommitteeAwaited(bytes32 indexed,uint8,uint8,uint8,uint64,uint64)",
        f ->
            new CommitteeAwaited(
                f.at(), f.hash(), f.uint8(), f.uint8(), f.uint8(), f.int64(), f.int64()));
    logs.add(
        "Seated(bytes32 indexed,uint8,uint8,address[],uint256,uint64)",
        f ->
            new Seated(
                f.at(),
                f.hash(),
                f.uint8(),
                f.uint8(),
                f.list(Fields::address),
                f.amount(),
                f.time()));
    logs.add(
        "AnswerCommitted(bytes32 indexed,address indexed,uint8,bytes32)",
        f -> new AnswerCommitted(f.at(), f.hash(), f.address(), f.uint8(), f.hash()));
    logs.add(
        "UnableDeclared(bytes32 indexed,address indexed)",
        f -> new UnableDeclared(f.at(), f.hash(), f.address()));
    logs.add(
        "AnswerRevealed(bytes32 indexed,address indexed,uint8,bytes32)",
        f -> new AnswerRevealed(f.at(), f.hash(), f.address(), f.uint8(), f.hash()));
    logs.add(
        "AuditExtended(bytes32 indexed,uint64)",
        f -> new AuditExtended(f.at(), f.hash(), f.time()));
    logs.add(
        "SeatClosed(bytes32 indexed,address indexed,uint256,uint256)",
        f -> new SeatClosed(f.at(), f.hash(), f.address(), f.amount(), f.amount()));
  }
}
