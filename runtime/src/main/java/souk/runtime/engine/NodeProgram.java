package souk.runtime.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The Node.js of this machine.
 *
 * @param path its executable, absolute
 * @param sandbox what it is run in
 */
record NodeProgram(Path path, Sandbox sandbox) {
  private static final int LEAST_MAJOR = 20;
  private static final long PATIENCE_SECONDS = 30;
  private static final Pattern VERSION = Pattern.compile("v(\\d{1,6})\\..*");
  private static final List<String> ASK_VERSION = List.of("--version");

  /** What this machine has, or why that is not enough. */
  sealed interface Presence {
    record Present(NodeProgram node) implements Presence {}

    record Missing(String reason) implements Presence {}
  }

  /** Looked for once in the life of the process. */
  private static final class Here {
    private static final Presence PRESENCE = look();
  }

  static Presence presence() {
    return Here.PRESENCE;
  }

  private static Presence look() {
    var found = Executables.find("node");
    if (found.isEmpty()) {
      return new Presence.Missing("Node.js is not on the PATH");
    }
    var path = found.get();
    var major = version(path).flatMap(NodeProgram::major);
    if (major.isEmpty()) {
      return new Presence.Missing(path + " does not tell its version");
    }
    return major.get() < LEAST_MAJOR
        ? new Presence.Missing(
            "%s is Node.js %d, older than %d".formatted(path, major.get(), LEAST_MAJOR))
        : new Presence.Present(
            new NodeProgram(path, Sandbox.around(Program.of(path, ASK_VERSION))));
  }

  /** The major version in what {@code node --version} prints: {@code v20.20.2}. */
  static Optional<Integer> major(String version) {
    var matcher = VERSION.matcher(version);
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  private static Optional<String> version(Path node) {
    var builder = new ProcessBuilder(node.toString(), ASK_VERSION.getFirst());
    builder.environment().clear();
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      var process = Spawner.start(builder);
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return Optional.empty();
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines().findFirst();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
