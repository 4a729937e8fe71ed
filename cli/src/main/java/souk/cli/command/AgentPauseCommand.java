package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.ExitCode;
import souk.cli.option.AgentArgument;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.WalletOptions;

/** Keeps an agent from waking, or no longer does. */
@Command(
    name = "pause",
    description = "Keep an agent of the wallet's from waking; what it has begun goes on.")
public final class AgentPauseCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final AgentArgument agent = new AgentArgument();

  @Option(names = "--end", description = "End the pause: let it wake again.")
  private boolean end;

  @Override
  public Integer call() throws InterruptedException {
    new AgentSessions(chain, markets, wallet)
        .act(
            souk -> {
              if (end) {
                souk.agents().unpause(agent.id());
              } else {
                souk.agents().pause(agent.id());
              }
              return agent.id();
            });
    console.console().value(end ? "unpaused" : "paused", agent.id());
    return ExitCode.OK.code();
  }
}
