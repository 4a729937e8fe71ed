package souk.cli.option;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.cli.convert.Money;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.job.AgentInput;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Machine;

/** What is to be run: a module and all it can see. */
@SuppressWarnings("NullAway.Init") // Picocli fills what is required
public final class ProgramOptions {
  private static final String STANDARD_INPUT = "-";

  @Mixin private final GuestOptions guest = new GuestOptions();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "What the program reads from its standard input; - is this command's own.")
  private @Nullable String input;

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
            ? guest.invocation(agentInput(agent.input(sender, fuelLimit, money)))
            : guest.invocation(readInput());
    return new Program(guest.name(), invocation, turns);
  }

  private Bytes agentInput(AgentInput given) {
    if (input != null) {
      throw new CommandException(
          false, "an agent has no standard input: give it --message TEXT or --message @FILE");
    }
    return Bytes.of(AgentInputCodec.encode(given));
  }

  private Bytes readInput() {
    if (input == null) {
      return Bytes.EMPTY;
    }
    return input.equals(STANDARD_INPUT)
        ? LocalFiles.standardInput(Machine.MAX_INPUT_BYTES)
        : LocalFiles.read(Path.of(input), Machine.MAX_INPUT_BYTES);
  }
}
