package souk.settlement.chain;

import java.util.List;
import java.util.Optional;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/**
 * Everything the contracts tell about one job, read at one block.
 *
 * @param id the job
 * @param state where it stands
 * @param attempt attempt it is in, from 0
 * @param consumer who pays
 * @param escrow E: what the job holds of the consumer's money
 * @param fuelLimit fuel it may use
 * @param match what the current attempt was matched at; empty while open
 * @param sampled whether the draw of this attempt chose it for an audit
 * @param commitment the provider's commitment; zero before, and once revealed
 * @param resultRoot the result revealed; zero before
 * @param fuelUsed fuel of the result revealed; zero before
 * @param seats seats of the current attempt's audit, of all rounds in the order of seating
 * @param readAt block it was read at
 */
public record JobSnapshot(
    Hash id,
    JobState state,
    int attempt,
    Address consumer,
    Amount escrow,
    Fuel fuelLimit,
    Optional<MatchTerms> match,
    boolean sampled,
    Hash commitment,
    Hash resultRoot,
    Fuel fuelUsed,
    List<AuditSeat> seats,
    Head readAt) {

  public JobSnapshot {
    seats = List.copyOf(seats);
  }

  /** Who runs the current attempt. */
  public Optional<Address> provider() {
    return match.map(MatchTerms::provider);
  }

  /** The newest seat of that verifier. */
  public Optional<AuditSeat> seatOf(Address verifier) {
    return seats.reversed().stream().filter(seat -> seat.verifier().equals(verifier)).findFirst();
  }
}
