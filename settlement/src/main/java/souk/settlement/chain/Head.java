package souk.settlement.chain;

import java.time.Instant;
import souk.protocol.value.Hash;
import souk.protocol.value.Moment;

/**
 * One block, seen as the end of the chain up to it.
 *
 * @param number height, at least 0
 * @param hash its hash
 * @param parentHash hash of the block below
 * @param time its timestamp, whole seconds
 */
public record Head(long number, Hash hash, Hash parentHash, Instant time) {
  /** The moment deadlines are compared with. */
  public Moment moment() {
    return new Moment(number, time);
  }
}
