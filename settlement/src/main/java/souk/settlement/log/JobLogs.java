package souk.settlement.log;

import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainEvent.Committed;
import souk.settlement.chain.ChainEvent.Drawn;
import souk.settlement.chain.ChainEvent.JobDisputed;
import souk.settlement.chain.ChainEvent.JobHeld;
import souk.settlement.chain.ChainEvent.JobRefunded;
import souk.settlement.chain.ChainEvent.JobReopened;
import souk.settlement.chain.ChainEvent.JobSettled;
import souk.settlement.chain.ChainEvent.JobVoided;
import souk.settlement.chain.ChainEvent.LateFeeCharged;
import souk.settlement.chain.ChainEvent.ProviderExcused;
import souk.settlement.chain.ChainEvent.ProviderSlashed;
import souk.settlement.chain.ChainEvent.ResultConfirmed;
import souk.settlement.chain.ChainEvent.ResultRevealed;
import souk.settlement.chain.ChainEvent.RevealAwaited;

/** Reads what the market logs of jobs. */
final class JobLogs {
  // The contracts' JobState.AuditReveal.
  private static final int AUDIT_REVEAL = 7;

  private JobLogs() {}

  static void addTo(LogDecoder.Registry logs) {
    logs.add(
        "Committed(bytes32 indexed,uint8,bytes32,uint64)",
        f -> new Committed(f.at(), f.hash(), f.uint8(), f.hash(), f.int64()));
    logs.add("Drawn(bytes32 indexed,bool,bool,uint64)", JobLogs::drawn);
    logs.add(
        "RevealAwaited(bytes32 indexed,uint64)",
        f -> new RevealAwaited(f.at(), f.hash(), f.time()));
    logs.add(
        "ResultRevealed(bytes32 indexed,uint8,bytes32,"
            + "(bytes32,bytes32,uint64,uint64,bytes32,bytes32[]),uint8,uint64)",
        f ->
            new ResultRevealed(
                f.at(),
                f.hash(),
                f.uint8(),
                f.hash(),
                f.struct(JobLogs::result),
                f.uint8() == AUDIT_REVEAL,
                f.time()));
    logs.add(
        "ResultConfirmed(bytes32 indexed,uint256,uint64)",
        f -> new ResultConfirmed(f.at(), f.hash(), f.amount(), f.time()));
    logs.add(
        "JobDisputed(bytes32 indexed,uint64)", f -> new JobDisputed(f.at(), f.hash(), f.time()));
    logs.add("JobHeld(bytes32 indexed,bool)", f -> new JobHeld(f.at(), f.hash(), f.bool()));
    addEnds(logs);
  }

  private static void addEnds(LogDecoder.Registry logs) {
    logs.add(
        "ProviderSlashed(bytes32 indexed,address indexed,uint256,uint256,uint256,uint256,uint256)",
        f ->
            new ProviderSlashed(
                f.at(),
                f.hash(),
                f.address(),
                f.amount(),
                f.amount(),
                f.amount(),
                f.amount(),
                f.amount()));
    logs.add(
        "ProviderExcused(bytes32 indexed,address indexed,uint256)",
        f -> new ProviderExcused(f.at(), f.hash(), f.address(), f.amount()));
    logs.add(
        "LateFeeCharged(bytes32 indexed,address indexed,uint256)",
        f -> new LateFeeCharged(f.at(), f.hash(), f.address(), f.amount()));
    logs.add(
        "JobReopened(bytes32 indexed,uint8,uint64)",
        f -> new JobReopened(f.at(), f.hash(), f.uint8(), f.time()));
    logs.add(
        "JobSettled(bytes32 indexed,uint256,uint256,uint256,bool)",
        f -> new JobSettled(f.at(), f.hash(), f.amount(), f.amount(), f.amount(), f.bool()));
    logs.add(
        "JobRefunded(bytes32 indexed,address indexed,uint256)",
        f -> new JobRefunded(f.at(), f.hash(), f.address(), f.amount()));
    logs.add("JobVoided(bytes32 indexed,uint256,uint256)", JobLogs::voided);
  }

  private static ChainEvent drawn(Fields f) {
    var id = f.hash();
    var sampled = f.bool();
    // Whether the consumer withheld its secret, which nobody acts on.
    f.bool();
    return new Drawn(f.at(), id, sampled, f.time());
  }

  private static Result result(Fields f) {
    return new Result(
        f.hash(), f.hash(), ExitStatus.of(f.int64()), f.fuel(), f.hash(), f.list(Fields::hash));
  }

  private static ChainEvent voided(Fields f) {
    var event = new JobVoided(f.at(), f.hash(), f.amount());
    // What is left of the audit's fund, which the provider's balance tells.
    f.amount();
    return event;
  }
}
