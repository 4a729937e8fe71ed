package souk.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.option.AgentArgument;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;

/** Says how long an agent's money lasts. */
@Command(
    name = "runway",
    description = {
      "Say how many turns an agent's account pays, at its highest price, before it is frozen.",
      "A frozen agent wakes only for mail whose postage pays for the turn."
    })
public final class AgentRunwayCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final AgentArgument agent = new AgentArgument();

  @Override
  public void run() {
    try (var market = chain.connect()) {
      var found = KnownAgent.read(market, agent.id());
      console.console().show(new AgentText(Sessions.money(market)).funds(found));
    }
  }
}
