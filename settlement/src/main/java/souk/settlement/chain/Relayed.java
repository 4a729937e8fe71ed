package souk.settlement.chain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.protocol.evidence.Item;
import souk.protocol.value.Hash;

/**
 * How a job went from provider to provider.
 *
 * @param legs what those before the present provider did, in their order
 * @param landedTurns turns of the present attempt's checkpoint on chain; 0 without one
 * @param attribution what has to be shown while it is not known whose turn was wrong
 */
public record Relayed(List<Leg> legs, int landedTurns, Optional<Attribution> attribution) {
  /** One provider, and nothing of it on chain yet. */
  public static final Relayed NONE = new Relayed(List.of(), 0, Optional.empty());

  public Relayed {
    legs = List.copyOf(legs);
  }

  /**
   * A result with legs that was found wrong.
   *
   * @param deadline last block time to show the right one
   * @param item where the deciding verdict found it wrong
   * @param right what is right there, 31 bytes and a zero
   */
  public record Attribution(Instant deadline, Item item, Hash right) {}
}
