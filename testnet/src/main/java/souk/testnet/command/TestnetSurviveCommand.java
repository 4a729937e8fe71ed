package souk.testnet.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.cli.console.ExitCode;
import souk.cli.option.ConsoleOptions;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.survival.Links;
import souk.testnet.survival.Survival;

/** Has jobs done while everything around them fails. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(
    name = "survive",
    description = {
      "Have jobs done while nodes and networks fail, and count the money.",
      "Nodes are killed, paused, cut off and slowed down, and the chain reorganizes; then every",
      "result is run again and every unit of money accounted for."
    })
final class TestnetSurviveCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "300",
      description = "Jobs to have done (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "40",
      description = "Most jobs at the same time (default: ${DEFAULT-VALUE}).")
  private int atOnce;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Where all chance comes from (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--longest-outage",
      paramLabel = "TIME",
      defaultValue = "12s",
      description = "Longest that a node is struck (default: ${DEFAULT-VALUE}).")
  private Duration longestOutage;

  @Override
  public Integer call() throws InterruptedException {
    var out = console.console();
    var plan = plan();
    var directory = TestnetFolder.fresh(out);
    try (var links = new Links();
        var testnet = Testnet.prepare(TestnetPlan.stormy(), directory, links)) {
      var report = Survival.run(testnet, links, plan, ProjectFolder.root(), out::message);
      out.show(report.fields());
      return (report.holds() ? ExitCode.OK : ExitCode.FAILED).code();
    }
  }

  private Survival.Plan plan() {
    try {
      return new Survival.Plan(jobs, atOnce, seed, longestOutage);
    } catch (IllegalArgumentException e) {
      throw new CommandException(false, String.valueOf(e.getMessage()), e);
    }
  }
}
