package souk.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import souk.client.session.Home;

/** Where Souk keeps what it must remember. */
public final class HomeOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:SOUK_HOME}",
      description = "Wallets, journals and caches [SOUK_HOME, else ~/.souk].")
  private @Nullable Path home;

  /** To be filled by Picocli. */
  public HomeOptions() {}

  /** As if this had been given. */
  public HomeOptions(Optional<Path> home) {
    this.home = home.orElse(null);
  }

  /** The directory of everything. */
  public Home home() {
    return home != null ? new Home(home) : Home.standard();
  }
}
