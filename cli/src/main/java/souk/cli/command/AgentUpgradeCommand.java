package souk.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.ExitCode;
import souk.cli.option.AgentArgument;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.LocalFiles;
import souk.cli.option.MarketOptions;
import souk.cli.option.WalletOptions;
import souk.client.api.WireLimits;

/** Gives an agent other code. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(
    name = "upgrade",
    description = {
      "Give an idle agent of the wallet's another module, if its terms allow.",
      "Its state stays, so the module has to be one that goes on from it."
    })
public final class AgentUpgradeCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final AgentArgument agent = new AgentArgument();

  @Parameters(index = "1", paramLabel = "FILE", description = "WebAssembly module.")
  private Path file;

  @Override
  public Integer call() throws InterruptedException {
    var module = LocalFiles.read(file, WireLimits.MAX_BLOB_BYTES);
    new AgentSessions(chain, markets, wallet)
        .act(
            souk -> {
              souk.agents().upgrade(agent.id(), module);
              return agent.id();
            });
    console.console().value("upgraded", agent.id());
    return ExitCode.OK.code();
  }
}
