package souk.settlement.web3j;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import souk.protocol.evidence.Item;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.JurySnapshot;
import souk.settlement.chain.Leg;
import souk.settlement.chain.MatchTerms;
import souk.settlement.chain.Relayed;
import souk.settlement.chain.Seat;
import souk.settlement.web3j.bindings.Lens;

/** Reads jobs as one block has them. */
final class JobReader {
  private static final int ANSWER_BYTES = 31;

  private final Head head;

  JobReader(Head head) {
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

  /** The contracts' {@code Phase}, in its order. */
  private enum Phase {
    NONE,
    SEATING,
    COMMITTING,
    REVEALING,
    APPEALABLE,
    CLOSED
  }

  Optional<JobSnapshot> read(Hash id, Lens.JobView job) {
    var state = State.values()[job.state.intValueExact()];
    return state == State.NONE ? Optional.empty() : Optional.of(snapshot(id, state, job));
  }

  /** An address that the contracts leave zero where there is none. */
  private static Optional<Address> unlessZero(String text) {
    return Optional.of(Address.parse(text)).filter(address -> !address.isZero());
  }

  private JobSnapshot snapshot(Hash id, State state, Lens.JobView job) {
    return new JobSnapshot(
        id,
        state(state, job),
        job.attempt.intValueExact(),
        Address.parse(job.consumer),
        new Amount(job.escrow),
        Structs.fuel(job.fuelLimit),
        unlessZero(job.provider).map(provider -> terms(provider, job)),
        job.sampled,
        HashPrefix.of(job.commitment),
        HashPrefix.of(job.resultRoot),
        Structs.fuel(job.fuelUsed),
        job.held,
        seats(job.seats),
        job.claims.stream().map(JobReader::claim).toList(),
        relayed(job),
        head);
  }

  private static JobState state(State state, Lens.JobView job) {
    var deadline = Structs.instant(job.deadline);
    var seedBlock = job.seedBlock.longValueExact();
    return switch (state) {
      case OPEN -> new JobState.Open(deadline);
      case RUNNING -> new JobState.Running(deadline);
      case COMMITTED -> new JobState.Committed(seedBlock);
      case CLEAR -> new JobState.Clear(deadline);
      case AUDIT_COMMIT ->
          new JobState.AuditCommit(phase(job.auditPhase) != Phase.SEATING, seedBlock, deadline);
      case AUDIT_PROVIDER_REVEAL -> new JobState.AuditProviderReveal(deadline);
      case AUDIT_REVEAL -> new JobState.AuditReveal(deadline);
      case REVEALED -> new JobState.Revealed(deadline);
      case DISPUTED -> new JobState.Disputed(deadline);
      case SETTLED -> new JobState.Settled();
      case REFUNDED -> new JobState.Refunded();
      case VOID -> new JobState.Void();
      case NONE -> throw new IllegalArgumentException("no job");
    };
  }

  private static MatchTerms terms(Address provider, Lens.JobView job) {
    return new MatchTerms(
        provider,
        Address.parse(job.marketNode),
        job.lane.intValue(),
        Structs.price(job.price),
        new Amount(job.fullPrice),
        new Amount(job.stake),
        new Amount(job.auditDeposit),
        job.verifiers.intValueExact(),
        job.rate,
        Duration.ofSeconds(job.runTime.longValueExact()));
  }

  private static Relayed relayed(Lens.JobView job) {
    return new Relayed(
        job.legs.stream().map(JobReader::leg).toList(),
        job.landedTurns.intValueExact(),
        Optional.of(job.attribution)
            .filter(awaited -> awaited.deadline.signum() != 0)
            .map(JobReader::attribution));
  }

  private static Leg leg(Lens.Leg leg) {
    return new Leg(
        Hash.of(leg.point),
        Address.parse(leg.provider),
        Structs.price(leg.price),
        leg.turns.intValueExact(),
        Address.parse(leg.marketNode),
        Structs.fuel(leg.fuelUsed),
        new Amount(leg.stake),
        new Amount(leg.deposit));
  }

  private static Relayed.Attribution attribution(Lens.AttributionView awaited) {
    return new Relayed.Attribution(
        Structs.instant(awaited.deadline),
        Item.of(awaited.item.intValueExact()),
        Hash.of(awaited.right));
  }

  private static ClaimSnapshot claim(Lens.ClaimView claim) {
    return new ClaimSnapshot(
        Hash.of(claim.id),
        status(claim.state.intValueExact()),
        claim.closed,
        Item.of(claim.item.intValueExact()),
        unlessZero(claim.challenger),
        new Amount(claim.bond),
        Hash.of(claim.claimed),
        Hash.of(claim.finding),
        Hash.of(claim.right),
        jury(claim.jury));
  }

  /** The contracts' {@code ClaimState}; no claim has its 0. */
  private static ClaimSnapshot.Status status(int code) {
    return switch (code) {
      case 1 -> ClaimSnapshot.Status.OPEN;
      case 2 -> ClaimSnapshot.Status.UPHELD;
      case 3 -> ClaimSnapshot.Status.REJECTED;
      case 4 -> ClaimSnapshot.Status.UNDECIDED;
      default -> throw new IllegalArgumentException("no such status of a claim: " + code);
    };
  }

  private static JurySnapshot jury(Lens.JuryView jury) {
    return new JurySnapshot(
        juryState(jury),
        jury.round.intValueExact(),
        new Amount(jury.lock),
        Hash.of(jury.finding),
        seats(jury.seats));
  }

  private static JuryState juryState(Lens.JuryView jury) {
    var deadline = Structs.instant(jury.deadline);
    return switch (phase(jury.phase)) {
      case SEATING -> new JuryState.Seating(jury.seedBlock.longValueExact());
      case COMMITTING -> new JuryState.Committing(deadline);
      case REVEALING -> new JuryState.Revealing(deadline);
      case APPEALABLE -> new JuryState.Appealable(deadline);
      case NONE, CLOSED -> new JuryState.Closed();
    };
  }

  private static Phase phase(BigInteger code) {
    return Phase.values()[code.intValueExact()];
  }

  private static List<Seat> seats(List<Lens.SeatView> views) {
    var seats = new ArrayList<Seat>();
    for (var view : views) {
      seats.add(
          new Seat(
              seats.size(),
              Address.parse(view.verifier),
              seatStatus(view.status.intValueExact()),
              view.round.intValueExact(),
              HashPrefix.of(Arrays.copyOf(view.answer, ANSWER_BYTES))));
    }
    return seats;
  }

  /** The contracts' {@code SeatStatus}; no seat has its 0. */
  private static Seat.Status seatStatus(int code) {
    return switch (code) {
      case 1 -> Seat.Status.WAITING;
      case 2 -> Seat.Status.COMMITTED;
      case 3 -> Seat.Status.REVEALED;
      case 4 -> Seat.Status.UNABLE;
      case 5 -> Seat.Status.NO_SHOW;
      default -> throw new IllegalArgumentException("no such status of a seat: " + code);
    };
  }
}
