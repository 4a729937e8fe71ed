package souk.cli.command;

import java.time.Duration;
import java.util.Optional;
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
import souk.cli.option.Program;
import souk.cli.option.ProgramOptions;
import souk.cli.option.TurnOptions;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.codec.EffectCodec;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.Engine;
import souk.runtime.engine.TurnObserver;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Execution;
import souk.runtime.machine.RunOutcome;
import souk.runtime.state.Checkpoint;

/** Runs a program here, in a child process and under the limits a provider would run it. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
@Command(
    name = "exec",
    description = {
      "Run a program on this machine as a provider would, and say what it would cost.",
      "Its output goes to standard output; what became of it to standard error."
    })
public final class ExecCommand implements Runnable {
  // The smallest unit of the tokens that are in use; only the last digit of a cost depends on it.
  private static final Money MONEY = new Money(6);
  private static final EffectText EFFECTS = new EffectText(MONEY);

  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final HomeOptions home = new HomeOptions();
  @Mixin private final ProgramOptions program = new ProgramOptions();
  @Mixin private final TurnOptions turns = new TurnOptions();
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
    var what = program.program(Address.ZERO, limits.limits().fuel(), MONEY);
    var execution = execution(what, execute(what));
    if (execution.log().size() > 0) {
      console.console().message(execution.log().text().stripTrailing());
    }
    delivery.deliver(execution.output().toArray(), report(what, execution));
  }

  private RunOutcome execute(Program what) {
    var chosen =
        engine.engineFor(what.invocation(), limits.limits(), home.home().machineCache(), timeLimit);
    chosen.warning().ifPresent(console.console()::message);
    if (what.isAgent()) {
      return runTurns(what, chosen);
    }
    if (turns.isForAgents()) {
      throw new CommandException(false, "--save and --resume are for agents: give --turns");
    }
    return chosen.run(what.invocation(), limits.limits());
  }

  private RunOutcome runTurns(Program what, Engine chosen) {
    var job = new AgentJob(what.invocation(), limits.limits(), what.turns(), turns.postedAt());
    var from =
        turns
            .resume()
            .map(SavedTurn::read)
            .orElseGet(() -> new SavedTurn(Checkpoint.start(job), Optional.empty()));
    var teller = new TurnTeller(console.console(), EFFECTS, from.checkpoint());
    return new AgentRunner(chosen).resume(job, from.checkpoint(), from.state(), saving(teller));
  }

  private TurnObserver saving(TurnObserver teller) {
    return (now, delta, state) -> {
      teller.turnEnded(now, delta, state);
      turns
          .save()
          .filter(_ -> delta.isPresent())
          .ifPresent(
              directory -> new SavedTurn(now, Optional.of(state.snapshot())).keep(directory));
    };
  }

  private static Execution execution(Program what, RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Completed(var execution) -> execution;
      case RunOutcome.Rejected(var reason) ->
          throw new CommandException(false, what.refusal(reason));
      case RunOutcome.HostFault(var reason) ->
          throw new CommandException(true, "this machine could not run it: " + reason);
    };
  }

  private Fields report(Program what, Execution execution) {
    var bytes = execution.output().toArray();
    var fields =
        new Fields()
            .add("status", ExitStatusText.of(execution.status()))
            .add("fuelUsed", execution.fuelUsed().units())
            .add("outputBytes", bytes.length)
            .add("outputDigest", Cid.text(Digests.sha256(bytes)));
    if (what.isAgent()) {
      addTurns(fields, execution);
    }
    return price == null ? fields : fields.add("cost", cost(price, execution.fuelUsed()));
  }

  private void addTurns(Fields fields, Execution execution) {
    fields
        .add("turns", execution.trace().size())
        .add("effectsRoot", EffectCodec.root(execution.effects()));
    if (console.console().isJson()) {
      fields
          .addEach("effects", execution.effects().stream().map(EFFECTS::fields).toList())
          .addAll("trace", execution.trace());
    }
  }

  private static String cost(Tokens price, Fuel fuel) {
    return MONEY.text(MONEY.price(price).paymentFor(fuel));
  }
}
