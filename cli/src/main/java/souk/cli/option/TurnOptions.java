package souk.cli.option;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an agent that runs here is stopped between its turns and goes on. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
public final class TurnOptions {
  @Option(
      names = "--posted-at",
      paramLabel = "TIME",
      defaultValue = "1970-01-01T00:00:00Z",
      description = "When the agent's job was posted: what its clock says (${DEFAULT-VALUE}).")
  private Instant postedAt;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Keep the agent's state after each turn, as DIR/turn-1.checkpoint and .state.")
  private @Nullable Path save;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Go on from a .checkpoint that --save kept, on whatever engine.")
  private @Nullable Path resume;

  /** When the agent's job was posted. */
  public Instant postedAt() {
    return postedAt;
  }

  /** The directory turns are kept in. */
  public Optional<Path> save() {
    return Optional.ofNullable(save);
  }

  /** The checkpoint to go on from. */
  public Optional<Path> resume() {
    return Optional.ofNullable(resume);
  }

  /** Whether anything is asked for that only agents have. */
  public boolean isForAgents() {
    return save != null || resume != null;
  }
}
