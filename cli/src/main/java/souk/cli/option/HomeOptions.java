package souk.cli.option;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Souk keeps what it must remember. */
public final class HomeOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:SOUK_HOME}",
      description = "Wallets, journals and caches [SOUK_HOME, else ~/.souk].")
  private @Nullable Path home;

  /** The directory of everything. */
  public Path home() {
    return home != null ? home : Path.of(System.getProperty("user.home"), ".souk");
  }

  /** Where wallets are. */
  public Path wallets() {
    return home().resolve("wallets");
  }

  /** Where what can be made or fetched again is kept. */
  public Path cache() {
    return home().resolve("cache");
  }
}
