package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.ExitCode;
import souk.cli.convert.Tokens;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.EngineOptions;
import souk.cli.option.LogOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.OfferOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Address;
import souk.provider.node.ProviderConfig;
import souk.provider.node.ProviderNode;
import souk.provider.node.ResultPolicy;

/** Runs a provider. */
@SuppressWarnings("NullAway.Init") // Picocli fills what is required
@Command(
    name = "run",
    description = {
      "Run a provider until it is stopped; print its account once it works.",
      "It raises its bond and keeps its offer posted by itself. Started again, even after a",
      "crash, it goes on where it was."
    })
public final class ProviderRunCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final EngineOptions engine = new EngineOptions();
  @Mixin private final LogOptions log = new LogOptions();
  @Mixin private final OfferOptions offer = new OfferOptions();

  @Option(
      names = "--bond",
      required = true,
      paramLabel = "TOKENS",
      description = "Stake to hold; it is raised to this from what the account owns.")
  private Tokens bond;

  @Option(
      names = "--signed-offer",
      description = "Hand a signed offer to the market nodes in place of posting one.")
  private boolean signsOffer;

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
    return new ProviderConfig(
        chain.session(wallet.home(), account),
        markets.markets(),
        chain.blobs(wallet.home(), account),
        wallet.home().machineCache(),
        engine.choice(),
        offer.terms(chain.money()),
        signsOffer,
        chain.money().amount(bond));
  }
}
