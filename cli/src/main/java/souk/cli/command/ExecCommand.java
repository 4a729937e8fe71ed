package souk.cli.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.cli.convert.Tokens;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.EngineOptions;
import souk.cli.option.HomeOptions;
import souk.cli.option.LimitOptions;
import souk.cli.option.OutputOptions;
import souk.cli.option.ProgramOptions;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.value.Fuel;
import souk.runtime.machine.Execution;
import souk.runtime.machine.RunOutcome;

/** Runs a module here, in a child process and under the limits a provider would run it. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
@Command(
    name = "exec",
    description = {
      "Run a module on this machine as a provider would, and say what it would cost.",
      "Its output goes to standard output; what became of it to standard error."
    })
public final class ExecCommand implements Runnable {
  // The smallest unit of the tokens that are in use; only the last digit of a cost depends on it.
  private static final Money MONEY = new Money(6);

  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final HomeOptions home = new HomeOptions();
  @Mixin private final ProgramOptions program = new ProgramOptions();
  @Mixin private final LimitOptions limits = new LimitOptions();
  @Mixin private final EngineOptions engine = new EngineOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--price",
      paramLabel = "TOKENS",
      description = "Say what it would cost at this price per Gfuel, as 0.5.")
  private @Nullable Tokens price;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "Give up after this time, as 30s (default: ${DEFAULT-VALUE}).")
  private Duration timeLimit;

  @Override
  public void run() {
    var delivery = new ProgramOutput(console.console(), output.file());
    var execution = execute();
    if (execution.log().size() > 0) {
      console.console().message(execution.log().text().stripTrailing());
    }
    delivery.deliver(execution.output().toArray(), report(execution));
  }

  private Execution execute() {
    var invocation = program.invocation();
    var chosen = engine.engineFor(invocation, limits.limits(), home.machineCache(), timeLimit);
    chosen.warning().ifPresent(console.console()::message);
    return switch (chosen.run(invocation, limits.limits())) {
      case RunOutcome.Completed(var execution) -> execution;
      case RunOutcome.Rejected(var reason) ->
          throw new CommandException(false, program.name() + ": " + reason);
      case RunOutcome.HostFault(var reason) ->
          throw new CommandException(true, "this machine could not run it: " + reason);
    };
  }

  private Fields report(Execution execution) {
    var bytes = execution.output().toArray();
    var fields =
        new Fields()
            .add("status", ExitStatusText.of(execution.status()))
            .add("fuelUsed", execution.fuelUsed().units())
            .add("outputBytes", bytes.length)
            .add("outputDigest", Cid.text(Digests.sha256(bytes)));
    return price == null ? fields : fields.add("cost", cost(price, execution.fuelUsed()));
  }

  private static String cost(Tokens price, Fuel fuel) {
    return MONEY.text(MONEY.price(price).paymentFor(fuel));
  }
}
