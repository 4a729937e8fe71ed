package souk.cli.command;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.client.market.MarketNodes;
import souk.client.market.Page;

/** Lists agents as a market node sees them. */
@Command(
    name = "list",
    description = "List agents, newest first, as a market node sees them; also ended ones.")
public final class AgentListCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public void run() {
    var text = new AgentText(chain.money());
    var agents = MarketNodes.at(markets.markets()).agents(new Page(limit, Optional.empty()));
    console.console().table(agents.agents().stream().map(text::row).toList(), "no agents");
  }
}
