package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.config.ProviderFlags;
import souk.cli.config.ProviderSettings;
import souk.cli.config.ProviderSettingsOptions;
import souk.cli.console.ExitCode;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.LogOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Address;
import souk.provider.machine.MachineState;
import souk.provider.node.DrainRequest;
import souk.provider.node.Operation;
import souk.provider.node.ProviderConfig;
import souk.provider.node.ProviderNode;
import souk.provider.node.ResultPolicy;

/** Runs a provider. */
@Command(
    name = "run",
    modelTransformer = ProviderFlags.class,
    description = {
      "Run a provider until it is stopped; print its account once it works.",
      "It raises its bond and keeps its offer posted by itself. Started again, even after a",
      "crash, it goes on where it was."
    },
    footer = {
      "",
      "What is not said by a flag or in the environment is read from provider.toml, which",
      "'souk provider init' writes to the account's home."
    })
public final class ProviderRunCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final LogOptions log = new LogOptions();
  @Mixin private final ProviderSettingsOptions settings = new ProviderSettingsOptions();

  private final ResultPolicy policy;

  /** Runs an honest provider. */
  public ProviderRunCommand() {
    this(ResultPolicy.HONEST);
  }

  /**
   * Runs a provider that may commit to something else than it computed.
   *
   * @param policy chooses what it commits to
   */
  public ProviderRunCommand(ResultPolicy policy) {
    this.policy = policy;
  }

  @Override
  public Integer call() throws InterruptedException {
    log.begin(console);
    var key = wallet.key();
    var node = Running.start(() -> ProviderNode.start(config(wallet.account()), key, policy));
    console.console().value("address", node.address());
    Running.keep(node, node::awaitStop);
    return ExitCode.OK.code();
  }

  private ProviderConfig config(Address account) {
    var home = wallet.home().account(chain.deployment(), account);
    var said = settings.read(home);
    return new ProviderConfig(
        chain.session(wallet.home(), account),
        markets.markets(),
        chain.blobs(wallet.home(), account),
        wallet.home().machineCache(),
        said.engine(),
        said.terms(chain.money()),
        said.pricing(chain.money()),
        said.signsOffer(),
        said.bond(chain.money()),
        operation(said, account));
  }

  private Operation operation(ProviderSettings said, Address account) {
    return new Operation(
        DrainRequest.in(wallet.home().account(chain.deployment(), account)),
        said.when(),
        said.pausing(),
        MachineState.here(),
        wallet.home().journal(chain.deployment(), account),
        said.diskBytes(),
        said.metricsPort());
  }
}
