package souk.cli.option;

import picocli.CommandLine.Option;
import souk.cli.convert.Pages;
import souk.protocol.value.Fuel;
import souk.runtime.machine.Limits;

/** What an execution may use. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
public final class LimitOptions {
  @Option(
      names = "--fuel",
      paramLabel = "N",
      defaultValue = "10G",
      description = "Fuel it may use, as 250M or 10G (default: ${DEFAULT-VALUE}).")
  private Fuel fuel;

  @Option(
      names = "--memory",
      paramLabel = "N",
      defaultValue = "64MiB",
      description = "Memory it may use: 64 KiB pages, or as 64MiB (default: ${DEFAULT-VALUE}).")
  private Pages memory;

  /** The limits, with the default output limit. */
  public Limits limits() {
    return Limits.of(fuel, memory.count());
  }
}
