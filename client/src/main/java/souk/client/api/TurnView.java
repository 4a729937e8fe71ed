package souk.client.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * A turn of an agent, from its wake on. One that failed is woken again under the same number.
 *
 * @param turn turns completed before it
 * @param jobId its job, the last one if its ceiling was raised
 * @param outcome how far it has come
 * @param block number of the block it was woken in
 * @param time that block's time; empty while the chain cannot be asked
 * @param endBlock number of the block it was landed, dropped or given up in
 * @param endTime that block's time; empty while the chain cannot be asked
 * @param waker who posted the job, and gets a tip
 * @param lander who landed it or dropped it, and gets a tip
 * @param provider who carried it, or does
 * @param firstMessage number of the first message it reads
 * @param messages how many it reads
 * @param value what came with them
 * @param postage what it took from the postage
 * @param ceiling price ceiling of its job
 * @param escrow what its job took at that ceiling; tips come beside it
 * @param refunded what came back of that, and from late providers, once its job is closed
 * @param stateHash the state it left
 * @param effects what it asked for, as far as that is done or refused
 */
public record TurnView(
    int turn,
    Hash jobId,
    Outcome outcome,
    long block,
    Optional<Instant> time,
    OptionalLong endBlock,
    Optional<Instant> endTime,
    Address waker,
    Optional<Address> lander,
    Optional<Address> provider,
    long firstMessage,
    int messages,
    Amount value,
    Amount postage,
    Price ceiling,
    Amount escrow,
    Optional<Amount> refunded,
    Optional<Hash> stateHash,
    List<EffectView> effects) {
  public TurnView {
    effects = List.copyOf(effects);
  }

  /** How far a turn has come. */
  public enum Outcome {
    /** Its job goes on, or waits to be opened. */
    OPEN,
    /** It is opened; some of its effects are still to come. */
    LANDING,
    /** It is completed. */
    LANDED,
    /** It was dropped: the state stays, its mail is gone, the values returned. */
    TRAPPED,
    /** Its job came to nothing: its mail is unread. */
    FAILED
  }
}
