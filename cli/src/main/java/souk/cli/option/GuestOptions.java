package souk.cli.option;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import souk.cli.convert.HostMount;
import souk.protocol.job.Arguments;
import souk.runtime.guest.JavaScript;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Machine;

/** A module, and what it can see besides its input. */
@SuppressWarnings("NullAway.Init") // Picocli fills what is required
public final class GuestOptions {
  private static final int MAX_MODULE_BYTES = 64 << 20;

  @Parameters(
      index = "0",
      paramLabel = "PROGRAM",
      description =
          "WebAssembly module (WASI preview 1), or JavaScript: a file named *.js or *.mjs.")
  private Path program;

  @Parameters(
      index = "1..*",
      paramLabel = "ARG",
      description = "Arguments for the program; those that begin with - after a --.")
  private List<String> arguments = List.of();

  @Option(
      names = "--arg",
      paramLabel = "TEXT",
      description = "Argument for the program, before those after PROGRAM; may be repeated.")
  private List<String> flagArguments = List.of();

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "Variable of the program's environment; may be repeated.")
  private Map<String, String> environment = Map.of();

  @Option(
      names = "--mount",
      paramLabel = "HOST=GUEST",
      description = "File, or all files of a directory, the program may read; may be repeated.")
  private List<HostMount> mounts = List.of();

  /** The file's name. */
  public String name() {
    return program.getFileName().toString();
  }

  /**
   * Reads module and mounts.
   *
   * @param readable what the program has for input
   * @throws souk.cli.console.CommandException if one of them is missing, unreadable or too large
   * @throws IllegalArgumentException if they break a rule of {@link Invocation}
   */
  public Invocation invocation(Bytes readable) {
    var given = new Arguments(allArguments(), new TreeMap<>(environment));
    if (JavaScript.isScript(name())) {
      var script = LocalFiles.read(program, Machine.MAX_INPUT_BYTES);
      return JavaScript.invocation(name(), script, given, readable, readMounts());
    }
    var module = LocalFiles.read(program, MAX_MODULE_BYTES);
    return new Invocation(module, given, readable, readMounts());
  }

  private List<String> allArguments() {
    return Stream.concat(flagArguments.stream(), arguments.stream()).toList();
  }

  private SortedMap<String, Bytes> readMounts() {
    var files = new TreeMap<String, Bytes>();
    for (var mount : mounts) {
      for (var file : LocalFiles.regularFiles(mount.host())) {
        var inside = mount.host().relativize(file).toString().replace('\\', '/');
        var path = inside.isEmpty() ? mount.guest() : mount.guest() + "/" + inside;
        files.put(path, LocalFiles.read(file, Machine.MAX_INPUT_BYTES));
      }
    }
    return files;
  }
}
