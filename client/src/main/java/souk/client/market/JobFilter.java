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
 * @param page which part of them
 */
public record JobFilter(
    Optional<Address> consumer, Optional<Address> provider, Optional<String> state, Page page) {
  /** Every job, as far as one list goes. */
  public static final JobFilter ALL =
      new JobFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          new Page(WireLimits.MAX_LIST, Optional.empty()));

  /** The jobs of one consumer. */
  public static JobFilter ofConsumer(Address consumer) {
    return new JobFilter(Optional.of(consumer), Optional.empty(), Optional.empty(), ALL.page());
  }
}
