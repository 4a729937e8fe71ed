package souk.cli.command;

import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
import souk.cli.option.WalletOptions;
import souk.cli.option.WatchOptions;
import souk.protocol.value.Address;
import souk.verifier.node.VerifierConfig;
import souk.verifier.node.VerifierNode;

/** Runs a verifier. */
@SuppressWarnings("NullAway.Init") // Picocli fills what is required
@Command(
    name = "run",
    description = {
      "Run a verifier until it is stopped; print its account once it works.",
      "It raises its bond by itself. Started again, even after a crash, it goes on where it was."
    })
public final class VerifierRunCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final EngineOptions engine = new EngineOptions();
  @Mixin private final WatchOptions watch = new WatchOptions();
  @Mixin private final LogOptions log = new LogOptions();

  @Option(
      names = "--bond",
      required = true,
      paramLabel = "TOKENS",
      description = "Stake to hold; it is raised to this from what the account owns.")
  private Tokens bond;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description = {
        "Port on the loopback interface for /metrics and /ready; 0 for any that is free",
        "(default: none)."
      })
  private @Nullable Integer metricsPort;

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
    var stake = chain.money().amount(bond);
    return new VerifierConfig(
        chain.session(wallet.home(), account),
        markets.markets(),
        chain.blobs(wallet.home(), account),
        chain.reports(wallet.home(), account),
        wallet.home().machineCache(),
        engine.choice(),
        stake,
        watch.plan(stake, chain.money()),
        metricsPort == null ? OptionalInt.empty() : OptionalInt.of(metricsPort));
  }
}
