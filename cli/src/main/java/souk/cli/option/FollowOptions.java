package souk.cli.option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a job is followed to its output. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
public final class FollowOptions {
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "Stop waiting after this time; the job goes on (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  /** The file the output goes to; empty means standard output. */
  public Optional<Path> output() {
    return output.file();
  }

  /** How long to wait. */
  public Duration timeout() {
    return timeout;
  }
}
