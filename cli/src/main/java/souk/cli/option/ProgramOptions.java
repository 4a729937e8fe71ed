package souk.cli.option;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.convert.HostMount;
import souk.cli.convert.Money;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Arguments;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.runtime.guest.JavaScript;
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
      names = "--input",
      paramLabel = "FILE",
      description = "What the program reads from its standard input; - is this command's own.")
  private @Nullable String input;

  @Option(
      names = "--mount",
      paramLabel = "HOST=GUEST",
      description = "File, or all files of a directory, the program may read; may be repeated.")
  private List<HostMount> mounts = List.of();

  @Mixin private final AgentOptions agent = new AgentOptions();

  /**
   * Reads module, input and mounts.
   *
   * @param sender who messages in an agent's inbox are from
   * @param fuelLimit fuel of the whole job
   * @param money what a budget is in
   * @throws CommandException if one of them is missing, unreadable, too large, or not for this kind
   *     of program
   * @throws IllegalArgumentException if they break a rule of {@link Invocation}
   */
  public Program program(Address sender, Fuel fuelLimit, Money money) {
    var turns = agent.turns();
    var invocation =
        turns > 0
            ? invocation(agentInput(agent.input(sender, fuelLimit, money)))
            : invocation(readInput());
    return new Program(name(), invocation, turns);
  }

  private Bytes agentInput(AgentInput given) {
    if (input != null) {
      throw new CommandException(
          false, "an agent has no standard input: give it --message TEXT or --message @FILE");
    }
    return Bytes.of(AgentInputCodec.encode(given));
  }

  private Invocation invocation(Bytes readable) {
    var given = new Arguments(allArguments(), new TreeMap<>(environment));
    if (JavaScript.isScript(name())) {
      var script = LocalFiles.read(program, Machine.MAX_INPUT_BYTES);
      return JavaScript.invocation(name(), script, given, readable, readMounts());
    }
    var module = LocalFiles.read(program, MAX_MODULE_BYTES);
    return new Invocation(module, given, readable, readMounts());
  }

  private String name() {
    return program.getFileName().toString();
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
