package souk.settlement.chain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/**
 * Everything the contracts tell about one job, read at one block. Of a final job they keep little
 * but its state.
 *
 * @param id the job
 * @param state where it stands
 * @param attempt attempt it is in, from 0
 * @param consumer who pays
 * @param escrow E: what the job holds of the consumer's money
 * @param fuelLimit fuel it may use
 * @param match what the current attempt was matched at; empty while open
 * @param sampled whether the draw of this attempt chose it for an audit
 * @param commitment the provider's commitment; none before, and once revealed
 * @param resultRoot the result revealed; none before
 * @param fuelUsed fuel of the result revealed; zero before
 * @param held whether demands of its output keep it from settling
 * @param seats seats of the current attempt's audit, of all rounds in the order of seating
 * @param claims claims about the current attempt's result, in the order they were made
 * @param relayed how it went from provider to provider
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
    HashPrefix commitment,
    HashPrefix resultRoot,
    Fuel fuelUsed,
    boolean held,
    List<Seat> seats,
    List<ClaimSnapshot> claims,
    Relayed relayed,
    Head readAt) {

  public JobSnapshot {
    seats = List.copyOf(seats);
    claims = List.copyOf(claims);
  }

  /** Who runs the current attempt. */
  public Optional<Address> provider() {
    return match.map(MatchTerms::provider);
  }

  /** That verifier's seats in the audit. */
  public Stream<Seat> seatsOf(Address verifier) {
    return seats.stream().filter(seat -> seat.verifier().equals(verifier));
  }

  /** The claim of that id. */
  public Optional<ClaimSnapshot> claim(Hash claimId) {
    return claims.stream().filter(claim -> claim.id().equals(claimId)).findFirst();
  }

  /** The same, as if it had been read at that block. */
  public JobSnapshot at(Head block) {
    return new JobSnapshot(
        id,
        state,
        attempt,
        consumer,
        escrow,
        fuelLimit,
        match,
        sampled,
        commitment,
        resultRoot,
        fuelUsed,
        held,
        seats,
        claims,
        relayed,
        block);
  }
}
