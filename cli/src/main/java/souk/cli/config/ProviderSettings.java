package souk.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import souk.cli.console.CommandException;
import souk.cli.convert.Money;
import souk.protocol.value.Amount;
import souk.provider.machine.Capacity;
import souk.provider.machine.WorkTime;
import souk.provider.node.OfferTerms;
import souk.runtime.engine.EngineChoice;

/** Everything that can be set of a provider. */
public final class ProviderSettings {
  /** All of them, in the order of the file. */
  public static final List<Setting<?>> ALL =
      Stream.of(OfferSettings.ALL, WorkSettings.ALL).<Setting<?>>flatMap(List::stream).toList();

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
   * What is offered: no more slots than processors and memory allow.
   *
   * @throws CommandException if no price is set
   * @throws IllegalArgumentException if settings do not go together
   */
  public OfferTerms terms(Money money) {
    var terms = OfferSettings.terms(values, money);
    return terms.withSlots(capacity().slots(terms.slots(), terms.maxPages()));
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
