package souk.settlement.chain;

import java.time.Instant;
import java.util.List;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/** Something that the Audits contract logged about the audit of a job. */
public sealed interface AuditEvent extends ChainEvent.OfJob {

  /** A committee will be drawn with the hash of a block to come. */
  record CommitteeAwaited(
      LogPosition at, Hash jobId, int attempt, int round, int seats, long seedBlock, long epoch)
      implements AuditEvent {}

  /**
   * These verifiers are seated, numbered on from those before, and commit by the deadline.
   *
   * @param lock stake each of them has locked
   */
  record Seated(
      LogPosition at,
      Hash jobId,
      int attempt,
      int round,
      List<Address> verifiers,
      Amount lock,
      Instant deadline)
      implements AuditEvent {
    public Seated {
      verifiers = List.copyOf(verifiers);
    }
  }

  /** A verifier committed to its answer. */
  record AnswerCommitted(LogPosition at, Hash jobId, Address verifier, int round, Hash commitment)
      implements AuditEvent {}

  /** A verifier said that it cannot run the job. */
  record UnableDeclared(LogPosition at, Hash jobId, Address verifier) implements AuditEvent {}

  /** A verifier revealed its answer. */
  record AnswerRevealed(LogPosition at, Hash jobId, Address verifier, int round, Hash resultRoot)
      implements AuditEvent {}

  /** The committee has longer to commit: a demand is open. */
  record AuditExtended(LogPosition at, Hash jobId, Instant deadline) implements AuditEvent {}

  /** A seat is done: its lock is free but for what was lost. */
  record SeatClosed(LogPosition at, Hash jobId, Address verifier, Amount earned, Amount lost)
      implements AuditEvent {}
}
