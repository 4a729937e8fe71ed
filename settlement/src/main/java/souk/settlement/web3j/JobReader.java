package souk.settlement.web3j;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AuditSeat;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.MatchTerms;
import souk.settlement.web3j.bindings.Audits;
import souk.settlement.web3j.bindings.Orders;

/** Reads jobs as one block has them. */
final class JobReader {
  private final Contracts contracts;
  private final Head head;

  JobReader(Contracts contracts, Head head) {
    this.contracts = contracts;
    this.head = head;
  }

  /** The contracts' {@code JobState}, in its order. */
  private enum State {
    NONE,
    OPEN,
    RUNNING,
    COMMITTED,
    CLEAR,
    AUDIT_COMMIT,
    AUDIT_PROVIDER_REVEAL,
    AUDIT_REVEAL,
    REVEALED,
    DISPUTED,
    SETTLED,
    REFUNDED,
    VOID
  }

  /** The contracts' {@code AuditPhase}, in its order. */
  private enum Phase {
    NONE,
    SEATING,
    COMMITTING,
    REVEALING,
    CLOSED
  }

  Optional<JobSnapshot> read(Hash id) throws Exception {
    var job = contracts.orders().job(id.bytes()).send();
    var state = State.values()[job.state.intValueExact()];
    if (state == State.NONE) {
      return Optional.empty();
    }
    if (!job.sampled) {
      return Optional.of(snapshot(id, job, state(state, job, Phase.NONE), List.of()));
    }
    var audit = contracts.audits().audit(id.bytes()).send();
    var phase = Phase.values()[audit.phase.intValueExact()];
    var seats = audit.seats.stream().map(JobReader::seat).toList();
    return Optional.of(snapshot(id, job, state(state, job, phase), seats));
  }

  private JobSnapshot snapshot(Hash id, Orders.JobView job, JobState state, List<AuditSeat> seats) {
    return new JobSnapshot(
        id,
        state,
        job.attempt.intValueExact(),
        Address.parse(job.consumer),
        new Amount(job.escrow),
        Structs.fuel(job.fuelLimit),
        terms(job),
        job.sampled,
        Hash.of(job.commitment),
        Hash.of(job.resultRoot),
        Structs.fuel(job.fuelUsed),
        seats,
        head);
  }

  private static JobState state(State state, Orders.JobView job, Phase phase) {
    var deadline = Structs.instant(job.deadline);
    var seedBlock = job.seedBlock.longValueExact();
    return switch (state) {
      case OPEN -> new JobState.Open(deadline);
      case RUNNING -> new JobState.Running(deadline);
      case COMMITTED -> new JobState.Committed(seedBlock);
      case CLEAR -> new JobState.Clear(deadline);
      case AUDIT_COMMIT -> new JobState.AuditCommit(phase != Phase.SEATING, seedBlock, deadline);
      case AUDIT_PROVIDER_REVEAL -> new JobState.AuditProviderReveal(deadline);
      case AUDIT_REVEAL -> new JobState.AuditReveal(deadline);
      case REVEALED -> new JobState.Revealed(deadline);
      case DISPUTED ->
          new JobState.Disputed(
              phase == Phase.REVEALING
                  ? JobState.Disputed.Phase.REVEAL
                  : JobState.Disputed.Phase.COMMIT,
              deadline);
      case SETTLED -> new JobState.Settled();
      case REFUNDED -> new JobState.Refunded();
      case VOID -> new JobState.Void();
      case NONE -> throw new IllegalArgumentException("no job");
    };
  }

  private static Optional<MatchTerms> terms(Orders.JobView job) {
    var provider = Address.parse(job.provider);
    return provider.isZero()
        ? Optional.empty()
        : Optional.of(
            new MatchTerms(
                provider,
                Address.parse(job.marketNode),
                Structs.price(job.price),
                new Amount(job.fullPrice),
                new Amount(job.stake),
                new Amount(job.auditDeposit),
                job.verifiers.intValueExact(),
                job.rate,
                Duration.ofSeconds(job.runTime.longValueExact())));
  }

  private static AuditSeat seat(Audits.SeatView seat) {
    return new AuditSeat(
        Address.parse(seat.verifier),
        status(seat.status.intValueExact()),
        seat.round.intValueExact(),
        Hash.of(seat.answer));
  }

  /** The contracts' {@code SeatStatus}; no seat has its 0. */
  private static AuditSeat.Status status(int code) {
    return switch (code) {
      case 1 -> AuditSeat.Status.WAITING;
      case 2 -> AuditSeat.Status.COMMITTED;
      case 3 -> AuditSeat.Status.REVEALED;
      case 4 -> AuditSeat.Status.UNABLE;
      case 5 -> AuditSeat.Status.NO_SHOW;
      default -> throw new IllegalArgumentException("no such status of a seat: " + code);
    };
  }
}
