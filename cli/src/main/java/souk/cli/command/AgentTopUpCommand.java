package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.ExitCode;
import souk.cli.convert.Tokens;
import souk.cli.option.AgentArgument;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.WalletOptions;

/** Gives an agent money. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(
    name = "top-up",
    description = "Give an agent money out of the market balance. Only its code can move it then.")
public final class AgentTopUpCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final AgentArgument agent = new AgentArgument();

  @Parameters(index = "1", paramLabel = "TOKENS", description = "How much, as 12.5.")
  private Tokens tokens;

  @Override
  public Integer call() throws InterruptedException {
    var sessions = new AgentSessions(chain, markets, wallet);
    sessions.act(
        souk -> {
          var amount = sessions.money().amount(tokens);
          sessions.requireBalance(souk, amount, "that is");
          souk.agents().topUp(agent.id(), amount);
          return agent.id();
        });
    try (var market = chain.connect()) {
      var after = KnownAgent.read(market, agent.id());
      console.console().show(new AgentText(sessions.money()).funds(after));
    }
    return ExitCode.OK.code();
  }
}
