package souk.testnet.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.ExitCode;
import souk.cli.option.ConsoleOptions;
import souk.testnet.cluster.RunningTestnet;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.demo.Demo;
import souk.testnet.demo.DemoEvent;
import souk.testnet.demo.Narrators;

/** Shows a whole market at work. */
@Command(
    name = "demo",
    description = "Run real programs through a whole market on this machine, one cheat included.")
public final class DemoCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();

  @Option(names = "--keep", description = "Leave the market running and say how to use it.")
  private boolean keep;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "" + Demo.DEFAULT_JOBS,
      description = "Jobs to post (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Override
  public Integer call() throws InterruptedException {
    var directory = TestnetFolder.fresh(console.console());
    var narrator = Narrators.on(System.out, console.console().isJson(), TestnetPlan.DECIMALS);
    var testnet = Testnet.prepare(TestnetPlan.demo(), directory);
    try {
      var summary = Demo.run(testnet, narrator, ProjectFolder.root(), outputs(), jobs);
      if (keep) {
        narrator.tell(new DemoEvent.Kept(testnet.environment(Testnet.CONSUMER)));
      }
      narrator.conclude(summary);
      if (keep) {
        leave(testnet, directory);
      }
      return (summary.holds() ? ExitCode.OK : ExitCode.FAILED).code();
    } finally {
      testnet.close();
    }
  }

  private void leave(Testnet testnet, Path directory) {
    var running = RunningTestnet.leave(testnet, directory);
    if (!console.console().isJson()) {
      TestnetFolder.show(running, console.console());
    }
  }

  private static Path outputs() {
    return ProjectFolder.state().resolve("demo");
  }
}
