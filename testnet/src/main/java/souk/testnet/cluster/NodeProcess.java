package souk.testnet.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One node as an operating system process of its own, with its output in a log file. It can be
 * killed without warning and started again with the same command.
 *
 * <p>Thread-safe. The process outlives this one unless it is closed.
 */
public final class NodeProcess implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final int LOG_TAIL = 2_000;

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private Process process;

  private NodeProcess(
      String name, List<String> command, Map<String, String> environment, Path log) {
    this.name = name;
    this.command = command;
    this.environment = environment;
    this.log = log;
    this.process = launch();
  }

  /**
   * Starts a main class of this class path with the given arguments.
   *
   * @param environment the process's environment, beside the search path for programs
   * @param directory where the log file {@code name.log} goes; must exist
   */
  public static NodeProcess start(
      String name,
      Class<?> main,
      List<String> arguments,
      Map<String, String> environment,
      Path directory) {
    var command = new ArrayList<>(java());
    command.add(main.getName());
    command.addAll(arguments);
    return new NodeProcess(
        name, List.copyOf(command), Map.copyOf(environment), directory.resolve(name + ".log"));
  }

  /** The node's name in logs and tables. */
  public String name() {
    return name;
  }

  /** Process id of the running process. */
  public synchronized long pid() {
    return process.pid();
  }

  /** Whether the process runs. */
  public synchronized boolean isAlive() {
    return process.isAlive();
  }

  /** What the process ended with; empty while it runs. */
  public synchronized OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Fails with what the process printed last, if it has ended.
   *
   * @throws IllegalStateException if it has
   */
  public void requireAlive() {
    if (!isAlive()) {
      throw new IllegalStateException("%s ended:%n%s".formatted(name, lastPrinted()));
    }
  }

  /** Kills the process as {@code kill -9} does and waits until it is gone. */
  public synchronized void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    awaitExit(STOP);
  }

  /** Stops the process and its children where they are, as a machine that sleeps does. */
  public synchronized void pause() {
    signal("STOP");
  }

  /** Lets a process that was paused go on. */
  public synchronized void resume() {
    signal("CONT");
  }

  /** Starts the same command again after the process has ended. */
  public synchronized void restart() {
    if (process.isAlive()) {
      throw new IllegalStateException(name + " still runs: kill it first");
    }
    process = launch();
  }

  /** Asks the process to stop, and kills it if it does not. */
  @Override
  public synchronized void close() {
    process.destroy();
    if (!awaitExit(STOP)) {
      kill();
    }
  }

  // Java sends no other signals than those that end a process.
  private void signal(String name) {
    var command = new ArrayList<>(List.of("kill", "-" + name, String.valueOf(process.pid())));
    process.descendants().forEach(child -> command.add(String.valueOf(child.pid())));
    try {
      var kill = new ProcessBuilder(command).redirectErrorStream(true).start();
      kill.getInputStream().readAllBytes();
      kill.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("only POSIX systems can pause " + this.name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitExit(Duration timeout) {
    try {
      return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Process launch() {
    try {
      var builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .redirectInput(ProcessBuilder.Redirect.from(nowhere()));
      builder.environment().keySet().retainAll(Set.of("PATH", "SystemRoot"));
      builder.environment().putAll(environment);
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  private String lastPrinted() {
    try {
      var text = Files.readString(log);
      return text.substring(Math.max(0, text.length() - LOG_TAIL));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the log of " + name, e);
    }
  }

  private static File nowhere() {
    return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
  }

  // A testnet's many processes share few cores: no time for the optimising compiler.
  private static List<String> java() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-XX:AOTCache=") || flag.startsWith("-Xlog:"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }
}
