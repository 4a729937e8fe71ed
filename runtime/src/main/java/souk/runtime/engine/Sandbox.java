package souk.runtime.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Starts a program that can only compute and talk over its standard streams: in namespaces of its
 * own (see {@link Bubblewrap}) and within limits of the kernel (see {@link ResourceLimits}).
 *
 * <p>What the machine cannot do is left out and said by {@link #warning()}. Safe for use by several
 * threads at once.
 */
final class Sandbox {
  private final Program program;
  private final CompletableFuture<Namespaces> namespaces;

  /**
   * What a process may use.
   *
   * @param memoryMebibytes writable memory, all its heaps and stacks together
   */
  record Allowance(int memoryMebibytes) {}

  /** Namespaces, or why there are none. */
  private sealed interface Namespaces {
    record Present(Bubblewrap bubblewrap) implements Namespaces {}

    record Missing(String reason) implements Namespaces {}
  }

  private Sandbox(Program program) {
    this.program = program;
    this.namespaces = new CompletableFuture<>();
  }

  /**
   * A sandbox for a program. What the machine can do is tried out in the background, once; the
   * methods wait for that. Meant to be kept for the life of the process.
   */
  static Sandbox around(Program program) {
    var sandbox = new Sandbox(program);
    sandbox.namespaces.completeAsync(
        sandbox::tryOut,
        task -> Thread.ofPlatform().daemon().name("souk-sandbox-trial").start(task));
    return sandbox;
  }

  private Namespaces tryOut() {
    try {
      return new Namespaces.Present(Bubblewrap.around(program));
    } catch (IOException e) {
      return new Namespaces.Missing(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Starts the program with an empty environment. The process ends with this one.
   *
   * @param arguments of the program, without its name
   * @param readable absolute paths of the files and folders it may read beyond its own
   * @param allowance what it may use
   * @throws IOException if it could not be started
   */
  Process start(List<String> arguments, List<Path> readable, Allowance allowance)
      throws IOException {
    var command = new ArrayList<>(ResourceLimits.before(allowance));
    switch (namespaces.join()) {
      case Namespaces.Present(var bubblewrap) -> command.addAll(bubblewrap.before(readable));
      case Namespaces.Missing _ -> {
        // Said by the warning.
      }
    }
    command.add(program.executable().toString());
    command.addAll(arguments);
    return Spawner.start(outside(command));
  }

  /** Starts the program for its owner's own ends: with an empty environment, and no limits. */
  Process startTrusted(List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(program.executable().toString());
    command.addAll(arguments);
    return Spawner.start(outside(command));
  }

  private ProcessBuilder outside(List<String> command) {
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    Optional.ofNullable(program.executable().getParent())
        .ifPresent(folder -> builder.directory(folder.toFile()));
    return builder;
  }

  /** What is applied here, for operators: one line. */
  String isolation() {
    var applied = new ArrayList<String>();
    applied.add("an empty environment");
    switch (namespaces.join()) {
      case Namespaces.Present(var bubblewrap) -> {
        applied.add("no network, no other processes, no files but its program's (bubblewrap)");
        if (bubblewrap.filters()) {
          applied.add("no system calls but for computing (seccomp)");
        }
      }
      case Namespaces.Missing _ -> {
        // Said by the warning.
      }
    }
    if (ResourceLimits.present()) {
      applied.add("a memory limit and nothing written to files (prlimit)");
    }
    return String.join(", ", applied);
  }

  /** What is not applied here and how to get it: one line; empty if all is. */
  Optional<String> warning() {
    var missing = new ArrayList<String>();
    switch (namespaces.join()) {
      case Namespaces.Present(var bubblewrap) -> {
        if (!bubblewrap.filters()) {
          missing.add(
              "a job that breaks out of its engine can use any system call: no filter of them works"
                  + " here; run on x86-64 or ARM64 Linux with seccomp");
        }
      }
      case Namespaces.Missing(var reason) ->
          missing.add(
              "a job that breaks out of its engine can read this user's files and use the network:"
                  + " %s; install bubblewrap and allow user namespaces".formatted(reason));
    }
    if (!ResourceLimits.present()) {
      missing.add(
          "a job that breaks out of its engine can fill memory and disk: prlimit is missing;"
              + " install util-linux");
    }
    return missing.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", missing));
  }
}
