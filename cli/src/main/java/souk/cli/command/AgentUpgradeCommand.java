package souk.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.console.ExitCode;
import souk.cli.option.AgentArgument;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.WalletOptions;
import souk.client.Agent;

/** Gives an agent other code. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(
    name = "upgrade",
    description = {
      "Give an idle agent of the wallet's another module, if its terms allow.",
      "Its state stays, so the module has to be one that goes on from it. A script is part of the",
      "state: another one can be given only before the first turn."
    })
public final class AgentUpgradeCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final AgentArgument agent = new AgentArgument();

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description =
          "WebAssembly module with the ABI of agents; or JavaScript, a file named *.js or *.mjs,"
              + " which is run here up to its first turn and made a module.")
  private Path file;

  @Override
  public Integer call() throws InterruptedException {
    var program = AgentFile.read(file);
    new AgentSessions(chain, markets, wallet)
        .act(
            souk -> {
              if (program.isScript()) {
                souk.agents().find(agent.id()).ifPresent(AgentUpgradeCommand::requireNoTurn);
              }
              souk.agents().upgrade(agent.id(), program.module(souk));
              return agent.id();
            });
    console.console().value("upgraded", agent.id());
    return ExitCode.OK.code();
  }

  /**
   * Checks that a script given to the agent would run.
   *
   * @throws CommandException if its state has another one
   */
  static void requireNoTurn(Agent agent) {
    if (!agent.stateHash().isZero()) {
      throw new CommandException(
          false,
          "agent %s has had a turn: the script it began with is part of its state, and goes on"
              .formatted(agent.id()));
    }
  }
}
