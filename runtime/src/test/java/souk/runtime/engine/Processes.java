package souk.runtime.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Processes of tests. */
final class Processes {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Processes() {}

  /**
   * A Java process with the class path of this one.
   *
   * @param temporary where it puts temporary files, which it leaves behind when it is killed
   */
  static ProcessBuilder java(Path temporary, Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** A process and all that came from it. */
  static List<ProcessHandle> tree(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants()).toList();
  }

  /** Waits until all of them are gone. */
  static void awaitEnd(List<ProcessHandle> processes) {
    CompletableFuture.allOf(
            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  /** Kills them and all that came from them, and waits until they are gone. */
  static void kill(List<ProcessHandle> processes) {
    var all = processes.stream().flatMap(process -> tree(process).stream()).distinct().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(all);
  }
}
