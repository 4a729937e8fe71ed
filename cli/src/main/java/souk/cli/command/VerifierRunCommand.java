package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.config.VerifierFlags;
import souk.cli.config.VerifierSettingsOptions;
import souk.cli.console.ExitCode;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.LogOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Address;
import souk.verifier.node.VerifierConfig;
import souk.verifier.node.VerifierNode;

/** Runs a verifier. */
@Command(
    name = "run",
    modelTransformer = VerifierFlags.class,
    description = {
      "Run a verifier until it is stopped; print its account once it works.",
      "It raises its bond by itself. Started again, even after a crash, it goes on where it was."
    })
public final class VerifierRunCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final VerifierSettingsOptions settings = new VerifierSettingsOptions();
  @Mixin private final LogOptions log = new LogOptions();

  @Override
  public Integer call() throws InterruptedException {
    log.begin(console);
    var key = wallet.key();
    var node = Running.start(() -> VerifierNode.start(config(wallet.account()), key));
    console.console().value("address", node.address());
    Running.keep(node, node::awaitStop);
    return ExitCode.OK.code();
  }

  private VerifierConfig config(Address account) {
    var said = settings.read(wallet.home().account(chain.deployment(), account));
    return new VerifierConfig(
        chain.session(wallet.home(), account),
        markets.markets(),
        chain.blobs(wallet.home(), account),
        chain.reports(wallet.home(), account),
        wallet.home().machineCache(),
        said.engine(),
        said.bond(chain.money()),
        said.watch(chain.money()),
        said.metricsPort());
  }
}
