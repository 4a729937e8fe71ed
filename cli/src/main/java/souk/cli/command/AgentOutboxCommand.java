package souk.cli.command;

import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.cli.console.Fields;
import souk.cli.option.AgentArgument;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.client.api.TurnView;
import souk.client.market.MarketNodes;
import souk.client.market.Page;

/** Lists what an agent did, as a market node sees it. */
@Command(
    name = "outbox",
    description = {
      "List what an agent's turns did and were refused, newest turn first.",
      "It is as a market node sees it."
    })
public final class AgentOutboxCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final AgentArgument agent = new AgentArgument();

  @Option(
      names = "--turns",
      paramLabel = "N",
      defaultValue = "20",
      description = "Of at most so many turns (default: ${DEFAULT-VALUE}).")
  private int turns;

  @Override
  public void run() {
    var text = new AgentText(chain.money());
    var list =
        MarketNodes.at(markets.markets())
            .turns(agent.id().number(), new Page(turns, Optional.empty()))
            .orElseThrow(
                () -> new CommandException(false, "no market node knows an agent " + agent.id()));
    console
        .console()
        .table(list.turns().stream().flatMap(turn -> rows(turn, text)).toList(), "no effects");
  }

  private static Stream<Fields> rows(TurnView turn, AgentText text) {
    return turn.effects().stream().map(effect -> text.row(turn, effect));
  }
}
