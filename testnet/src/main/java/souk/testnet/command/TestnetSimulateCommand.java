package souk.testnet.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.cli.console.Console;
import souk.cli.console.ExitCode;
import souk.cli.console.Fields;
import souk.cli.option.ConsoleOptions;
import souk.testnet.simulation.AttackWave;
import souk.testnet.simulation.Estimate;
import souk.testnet.simulation.Policy;
import souk.testnet.simulation.Simulation;
import souk.testnet.simulation.Totals;
import souk.testnet.simulation.WavePlot;
import souk.testnet.simulation.WorkedPoints;

/** Plays honest providers and cheats, without a chain, and tells what each comes to. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(
    name = "simulate",
    description = {
      "Play honest providers and cheats under the protocol's rules, without a chain.",
      "Profits are per job over its price at the fuel limit, with 95%% intervals."
    })
final class TestnetSimulateCommand implements Callable<Integer> {
  private static final String PROTOCOL = "protocol";
  private static final String RULE_OF_THUMB = "flat 5%";

  @Mixin private final ConsoleOptions console = new ConsoleOptions();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Jobs per policy, a multiple of 100 (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Where all chance comes from (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--stake",
      paramLabel = "N",
      defaultValue = "" + Simulation.DEFAULT_STAKE,
      description = "What providers stake, in prices of the job (default: ${DEFAULT-VALUE}).")
  private int stake;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "Play only this one; an unknown name lists all.")
  private @Nullable String policy;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Write how the market answers a wave of cheats, as an SVG, and play nothing.")
  private @Nullable Path plot;

  @Override
  public Integer call() {
    var out = console.console();
    if (plot != null) {
      draw(plot, out);
      return ExitCode.OK.code();
    }
    var simulation = asked(() -> new Simulation(seed, jobs, stake));
    var policies =
        Optional.ofNullable(policy)
            .map(name -> List.of(asked(() -> Policy.of(name))))
            .orElse(List.of(Policy.values()));
    if (policy == null) {
      out.table(WorkedPoints.points().stream().map(TestnetSimulateCommand::row).toList(), "");
    }
    out.table(play(simulation, policies, out), "");
    return ExitCode.OK.code();
  }

  private static List<Fields> play(Simulation simulation, List<Policy> policies, Console out) {
    var rows = new ArrayList<Fields>();
    for (var each : policies) {
      rows.add(row(PROTOCOL, each, simulation.play(each), out));
      out.message("played %s: %d jobs".formatted(each.label(), simulation.jobs()));
    }
    for (var each : List.of(Policy.HONEST, Policy.COLLUDING_ALWAYS)) {
      if (policies.contains(each)) {
        rows.add(row(RULE_OF_THUMB, each, simulation.playRuleOfThumb(each), out));
      }
    }
    return rows;
  }

  private static Fields row(String rules, Policy policy, Totals totals, Console out) {
    var fields =
        new Fields()
            .add("rules", rules)
            .add("policy", policy.label())
            .add("jobs", totals.jobs())
            .add("cheats", totals.cheats())
            .add("caught", totals.caught())
            .add("paid", totals.paid());
    add(fields, "profit", totals.profit(), out);
    add(fields, "profitPerCheat", totals.cheatProfit(), out);
    add(fields, "auditOverhead", totals.overhead(), out);
    add(fields, "consumersLost", totals.lost(), out);
    return fields;
  }

  /** One column for a person; mean and margin apart for a program, neither if there is no mean. */
  private static void add(Fields fields, String name, Estimate estimate, Console out) {
    if (!out.isJson()) {
      fields.add(name, estimate);
    } else if (estimate.exists()) {
      fields.add(name, decimal(estimate.mean())).add(name + "Margin", decimal(estimate.margin()));
    }
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.6f", number);
  }

  private static Fields row(WorkedPoints.Point point) {
    return new Fields()
        .add("risk", point.risk())
        .add("stake", point.stake())
        .add("verifiers", point.verifiers())
        .add("rate", String.format(Locale.ROOT, "%.4f", point.rate()));
  }

  private void draw(Path file, Console out) {
    try {
      Files.writeString(file, WavePlot.of(AttackWave.run(seed)));
    } catch (IOException e) {
      throw new CommandException(
          false, "cannot write %s: choose another file for --plot".formatted(file), e);
    }
    out.value("plot", file);
  }

  private static <T> T asked(Supplier<T> what) {
    try {
      return what.get();
    } catch (IllegalArgumentException e) {
      throw new CommandException(false, String.valueOf(e.getMessage()), e);
    }
  }
}
