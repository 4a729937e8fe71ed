package souk.cli.command;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.cli.option.AgentArgument;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.client.market.MarketNodes;
import souk.client.market.Page;

/** Lists an agent's mail as a market node sees it. */
@Command(
    name = "inbox",
    description = "List messages to an agent, newest first, as a market node sees them.")
public final class AgentInboxCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final AgentArgument agent = new AgentArgument();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public void run() {
    var text = new AgentText(chain.money());
    var inbox =
        MarketNodes.at(markets.markets())
            .inbox(agent.id().number(), new Page(limit, Optional.empty()))
            .orElseThrow(
                () -> new CommandException(false, "no market node knows an agent " + agent.id()));
    var messages = inbox.messages().stream();
    var rows = console.console().isJson() ? messages.map(text::fields) : messages.map(text::row);
    console.console().table(rows.toList(), "no messages");
  }
}
