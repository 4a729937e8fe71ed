package souk.settlement.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import souk.protocol.job.JuryState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * The jury of one claim.
 *
 * @param state where it stands
 * @param round round it is in, from 0
 * @param lock stake each seat locks
 * @param finding what the last finished round found; zero without majority
 * @param seats seats of all rounds in the order of seating
 */
public record JurySnapshot(
    JuryState state, int round, Amount lock, Hash finding, List<Seat> seats) {
  private static final BigInteger LOCK_IN_REWARDS = BigInteger.valueOf(8);

  public JurySnapshot {
    seats = List.copyOf(seats);
  }

  /** r at the fuel limit: what a juror earns by a vote. */
  public Amount reward() {
    return new Amount(lock.units().divide(LOCK_IN_REWARDS));
  }

  /** That verifier's seats, of all rounds. */
  public Stream<Seat> seatsOf(Address verifier) {
    return seats.stream().filter(seat -> seat.verifier().equals(verifier));
  }

  /** Whether a seat of the present round is at that. */
  boolean hasInRound(Seat.Status status) {
    return seats.stream().anyMatch(seat -> seat.round() == round && seat.status() == status);
  }
}
