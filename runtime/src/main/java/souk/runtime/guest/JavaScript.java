package souk.runtime.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import souk.protocol.job.Arguments;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;

/**
 * Runs scripts: the module is QuickJS with a driver ({@code runtime/guest/javascript}), the script
 * one of its mounted files, and the script's path its first argument. The same module serves as a
 * command and as an agent.
 */
public final class JavaScript {
  /** Least memory a job with a script needs to do anything, in pages of 64 KiB: 2 MiB. */
  public static final int MIN_MEMORY_PAGES = 32;

  private JavaScript() {}

  private static final class Loaded {
    static final Bytes MODULE = load();

    private static Bytes load() {
      try (var in = JavaScript.class.getResourceAsStream("javascript.wasm")) {
        if (in == null) {
          throw new IllegalStateException("this installation lacks javascript.wasm");
        }
        return Bytes.of(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The module that runs scripts: a command, and an agent. */
  public static Bytes module() {
    return Loaded.MODULE;
  }

  /** Whether a file of that name is a script: its name ends in {@code .js} or {@code .mjs}. */
  public static boolean isScript(String fileName) {
    return fileName.endsWith(".js") || fileName.endsWith(".mjs");
  }

  /**
   * A script to be run: as a command, or in an {@link AgentJob} as an agent.
   *
   * @param name where the script is mounted, relative, as in {@link souk.protocol.job.Mount}
   * @param script its text in UTF-8
   * @param arguments the script's own arguments, and its environment
   * @param input standard input, or for an agent the bytes of its {@code AgentInput}
   * @param mounts its other files
   * @throws IllegalArgumentException if another file is mounted where the script is, or something
   *     is as {@link Invocation} does not allow it
   */
  public static Invocation invocation(
      String name,
      Bytes script,
      Arguments arguments,
      Bytes input,
      SortedMap<String, Bytes> mounts) {
    var files = new TreeMap<>(mounts);
    if (files.put(name, script) != null) {
      throw new IllegalArgumentException(
          "the script is mounted as " + name + ": mount the other file elsewhere");
    }
    var texts = new ArrayList<String>();
    texts.add("/" + name);
    texts.addAll(arguments.values());
    return new Invocation(module(), new Arguments(texts, arguments.environment()), input, files);
  }
}
