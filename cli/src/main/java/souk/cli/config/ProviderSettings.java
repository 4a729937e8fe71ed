package souk.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import souk.cli.console.CommandException;
import souk.cli.convert.Money;
import souk.protocol.value.Amount;
import souk.provider.machine.Capacity;
import souk.provider.machine.WorkTime;
import souk.provider.node.Leaving;
import souk.provider.node.OfferTerms;
import souk.provider.price.PricePolicy;
import souk.runtime.engine.EngineChoice;

/** Everything that can be set of a provider. */
public final class ProviderSettings {
  /** All of them, in the order of the file. */
  public static final List<Setting<?>> ALL =
      Stream.of(OfferSettings.ALL, PriceSettings.ALL, WorkSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private static final String FILE = "provider.toml";

  private final Values values;

  private ProviderSettings(Values values) {
    this.values = values;
  }

  /**
   * Reads and checks them.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static ProviderSettings read(Sources sources) {
    return new ProviderSettings(sources.read(ALL));
  }

  /** Where the settings of an account's provider are. */
  public static Path file(Path accountDirectory) {
    return accountDirectory.resolve(FILE);
  }

  /**
   * What is offered, at its floor if the price follows the market: no more slots than processors
   * and memory allow.
   *
   * @throws CommandException if no price is set, or no floor of one that follows the market
   * @throws IllegalArgumentException if settings do not go together
   */
  public OfferTerms terms(Money money) {
    var price = pricing(money).map(PricePolicy::floor);
    var terms =
        price.isPresent()
            ? OfferSettings.terms(values, price.get())
            : OfferSettings.terms(values, money);
    return terms.withSlots(capacity().slots(terms.slots(), terms.maxPages()));
  }

  /**
   * How the price follows the market; empty if it does not.
   *
   * @throws CommandException if no price is set, or no floor of one that follows the market
   */
  public Optional<PricePolicy> pricing(Money money) {
    return followsMarket() ? Optional.of(PriceSettings.policy(values, money)) : Optional.empty();
  }

  /**
   * Whether the price follows the market.
   *
   * @throws CommandException if no price is set
   */
  boolean followsMarket() {
    return OfferSettings.asked(values).fixed().isEmpty();
  }

  private Capacity capacity() {
    return new Capacity(
        values.find(WorkSettings.CPUS).map(OptionalInt::of).orElseGet(OptionalInt::empty),
        values.find(WorkSettings.MEMORY));
  }

  /**
   * Stake it holds.
   *
   * @throws CommandException if none is set
   */
  public Amount bond(Money money) {
    return money.amount(
        values
            .find(WorkSettings.BOND)
            .orElseThrow(
                () ->
                    new CommandException(
                        false, "no stake is set: give --bond TOKENS for what to hold")));
  }

  /** Whether it signs its offer and posts none. */
  public boolean signsOffer() {
    return values.get(WorkSettings.SIGNED);
  }

  /** What it runs jobs on. */
  public EngineChoice engine() {
    return values.get(WorkSettings.ENGINE);
  }

  /** When it takes jobs. */
  public WorkTime when() {
    return values.get(WorkSettings.WHEN);
  }

  /** What becomes of the jobs that run when it takes none any more. */
  public Leaving pausing() {
    return values.get(WorkSettings.PAUSING);
  }

  /** Most bytes of journal and blobs. */
  public long diskBytes() {
    return values.get(WorkSettings.DISK);
  }

  /** Where it tells how it is. */
  public OptionalInt metricsPort() {
    return values
        .find(WorkSettings.METRICS_PORT)
        .map(OptionalInt::of)
        .orElseGet(OptionalInt::empty);
  }
}
