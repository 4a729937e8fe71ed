package souk.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.option.AgentArgument;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.settlement.chain.IdentitySnapshot;

/** Shows an agent as the contracts tell it. */
@Command(name = "show", description = "Show an agent and its terms, as the contracts tell them.")
public final class AgentShowCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final AgentArgument agent = new AgentArgument();

  @Override
  public void run() {
    try (var market = chain.connect()) {
      var found = KnownAgent.read(market, agent.id());
      var uri = market.identity(agent.id()).map(IdentitySnapshot::uri).orElse("");
      var text = new AgentText(Sessions.money(market));
      console.console().show(text.fields(found).add("uri", uri));
    }
  }
}
