package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.console.ExitCode;
import souk.cli.option.AgentArgument;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.WalletOptions;

/** Leaves an agent to itself. */
@Command(
    name = "renounce",
    description = {
      "Leave an agent of the wallet's to itself, for ever.",
      "Nobody owns it then, and nobody can pause or upgrade it any more. A pause ends with it."
    })
public final class AgentRenounceCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final AgentArgument agent = new AgentArgument();

  @Override
  public Integer call() throws InterruptedException {
    new AgentSessions(chain, markets, wallet)
        .act(
            souk -> {
              souk.agents().renounce(agent.id());
              return agent.id();
            });
    console.console().value("renounced", agent.id());
    return ExitCode.OK.code();
  }
}
