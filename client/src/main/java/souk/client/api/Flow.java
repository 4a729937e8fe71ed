package souk.client.api;

import java.time.Instant;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * Money that moved for good.
 *
 * @param block number of the block it moved in
 * @param time that block's time; empty while the chain cannot be asked
 * @param job the job it moved for, if the event says so
 * @param kind where it went
 * @param amount how much
 * @param account who got it; of a slash or late fee, who lost it
 * @param transaction the transaction that moved it
 */
public record Flow(
    long block,
    Optional<Instant> time,
    Optional<Hash> job,
    Kind kind,
    Amount amount,
    Optional<Address> account,
    Hash transaction) {

  /** Where money goes. */
  public enum Kind {
    /** To the provider, for fuel used. */
    PAID,
    /** To the market node, out of the provider's pay. */
    FEE,
    /** Back to the consumer. */
    REFUNDED,
    /** Off a provider's stake, to consumer, court and sink. */
    SLASHED,
    /** To the sink that nobody can withdraw from; also told within a slash or late fee. */
    BURNED,
    /** Off a provider's bond: half to the consumer, half to the sink. */
    LATE_FEE
  }
}
