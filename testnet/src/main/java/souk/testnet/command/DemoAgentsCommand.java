package souk.testnet.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.console.ExitCode;
import souk.cli.option.ConsoleOptions;
import souk.testnet.agent.AgentDemo;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.demo.Narrators;

/** Shows agents that live on a market. */
@Command(
    name = "agents",
    description = {
      "Have agents work, earn, be disturbed, freeze and go on, on a market of this machine",
      "whose time passes faster."
    })
public final class DemoAgentsCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();

  @Override
  public Integer call() throws InterruptedException {
    var directory = TestnetFolder.fresh(console.console());
    var narrator = Narrators.on(System.out, console.console().isJson(), TestnetPlan.DECIMALS);
    try (var testnet = Testnet.prepare(TestnetPlan.agents(), directory)) {
      var summary = AgentDemo.run(testnet, narrator, ProjectFolder.root());
      narrator.conclude(summary);
      return (summary.holds() ? ExitCode.OK : ExitCode.FAILED).code();
    }
  }
}
