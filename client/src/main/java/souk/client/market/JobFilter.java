package souk.client.market;

import java.util.Optional;
import souk.client.api.WireLimits;
import souk.protocol.value.Address;

/**
 * Which jobs to list.
 *
 * @param consumer only this consumer's
 * @param provider only those this provider runs or ran
 * @param state only those in the state of this label
 * @param limit at most so many, 1..{@link WireLimits#MAX_LIST}
 */
public record JobFilter(
    Optional<Address> consumer, Optional<Address> provider, Optional<String> state, int limit) {
  /** Every job, as far as one list goes. */
  public static final JobFilter ALL =
      new JobFilter(Optional.empty(), Optional.empty(), Optional.empty(), WireLimits.MAX_LIST);

  /**
   * @throws IllegalArgumentException if the limit is outside its range
   */
  public JobFilter {
    if (limit < 1 || limit > WireLimits.MAX_LIST) {
      throw new IllegalArgumentException("a list has 1..%d jobs".formatted(WireLimits.MAX_LIST));
    }
  }

  /** The jobs of one consumer. */
  public static JobFilter ofConsumer(Address consumer) {
    return new JobFilter(
        Optional.of(consumer), Optional.empty(), Optional.empty(), WireLimits.MAX_LIST);
  }
}
