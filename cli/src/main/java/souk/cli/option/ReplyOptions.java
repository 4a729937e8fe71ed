package souk.cli.option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a reply is waited for. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
public final class ReplyOptions {
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "Stop waiting after this time; the agent goes on (default: 1h).")
  private Duration timeout;

  /** The file the reply's body goes to; empty means standard output. */
  public Optional<Path> output() {
    return output.file();
  }

  /** How long to wait. */
  public Duration timeout() {
    return timeout;
  }
}
