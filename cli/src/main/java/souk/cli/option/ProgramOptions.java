package souk.cli.option;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.convert.HostMount;
import souk.protocol.job.Arguments;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Machine;

/** What is to be run: a module and all it can see. */
@SuppressWarnings("NullAway.Init") // Picocli fills what is required
public final class ProgramOptions {
  private static final int MAX_MODULE_BYTES = 64 << 20;
  private static final String STANDARD_INPUT = "-";

  @Parameters(
      index = "0",
      paramLabel = "MODULE",
      description = "WebAssembly module (WASI preview 1 command).")
  private Path module;

  @Parameters(
      index = "1..*",
      paramLabel = "ARG",
      description = "Arguments for the program; those that begin with - after a --.")
  private List<String> arguments = List.of();

  @Option(
      names = "--arg",
      paramLabel = "TEXT",
      description = "Argument for the program, before those after MODULE; may be repeated.")
  private List<String> flagArguments = List.of();

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "Variable of the program's environment; may be repeated.")
  private Map<String, String> environment = Map.of();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "What the program reads from its standard input; - is this command's own.")
  private @Nullable String input;

  @Option(
      names = "--mount",
      paramLabel = "HOST=GUEST",
      description = "File, or all files of a directory, the program may read; may be repeated.")
  private List<HostMount> mounts = List.of();

  /**
   * Reads module, input and mounts.
   *
   * @throws CommandException if one of them is missing, unreadable or too large
   * @throws IllegalArgumentException if they break a rule of {@link Invocation}
   */
  public Invocation invocation() {
    return new Invocation(
        LocalFiles.read(module, MAX_MODULE_BYTES),
        new Arguments(allArguments(), new TreeMap<>(environment)),
        readInput(),
        readMounts());
  }

  /** The module's file name, as messages call the program. */
  public String name() {
    return module.getFileName().toString();
  }

  private List<String> allArguments() {
    return Stream.concat(flagArguments.stream(), arguments.stream()).toList();
  }

  private Bytes readInput() {
    if (input == null) {
      return Bytes.EMPTY;
    }
    return input.equals(STANDARD_INPUT)
        ? LocalFiles.standardInput(Machine.MAX_INPUT_BYTES)
        : LocalFiles.read(Path.of(input), Machine.MAX_INPUT_BYTES);
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
