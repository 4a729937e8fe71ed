package souk.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import souk.cli.console.CommandException;
import souk.cli.convert.Money;
import souk.protocol.value.Amount;
import souk.runtime.engine.EngineChoice;
import souk.verifier.watch.WatchPlan;

/** Everything that can be set of a verifier. */
public final class VerifierSettings {
  /** All of them, in the order of the file. */
  public static final List<Setting<?>> ALL =
      Stream.concat(
              Stream.of(WorkSettings.BOND, WorkSettings.ENGINE, WorkSettings.METRICS_PORT),
              WatchSettings.ALL.stream())
          .<Setting<?>>map(it -> it)
          .toList();

  private static final String FILE = "verifier.toml";

  private final Values values;

  private VerifierSettings(Values values) {
    this.values = values;
  }

  /**
   * Reads and checks them.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static VerifierSettings read(Sources sources) {
    return new VerifierSettings(sources.read(ALL));
  }

  /** Where the settings of an account's verifier are. */
  public static Path file(Path accountDirectory) {
    return accountDirectory.resolve(FILE);
  }

  /**
   * Stake to hold.
   *
   * @throws CommandException if none is set
   */
  public Amount bond(Money money) {
    return values
        .find(WorkSettings.BOND)
        .map(money::amount)
        .orElseThrow(
            () ->
                new CommandException(
                    false, "no bond is set: give --bond TOKENS, or run 'souk verifier init'"));
  }

  /** What it runs jobs on. */
  public EngineChoice engine() {
    return values.get(WorkSettings.ENGINE);
  }

  /** What it does unasked. */
  public WatchPlan watch(Money money) {
    return WatchSettings.plan(values, bond(money), money);
  }

  /** Where metrics are served; empty: nowhere. */
  public OptionalInt metricsPort() {
    return values.find(WorkSettings.METRICS_PORT).map(OptionalInt::of).orElse(OptionalInt.empty());
  }
}
