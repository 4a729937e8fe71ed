package souk.cli.command;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.ExitCode;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.market.node.MarketNode;
import souk.protocol.value.Address;

/** Runs a market node. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
@Command(
    name = "run",
    description = "Run a market node until it is stopped; print its address once it serves.")
public final class MarketRunCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      defaultValue = MarketNode.Config.LOOPBACK,
      description = "Interface to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "7070",
      description = "Port to listen on, 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--peers",
      paramLabel = "URL",
      split = ",",
      description = "Other market nodes, with commas between them.")
  private List<URI> peers = List.of();

  @Option(
      names = "--step-blocks",
      paramLabel = "N",
      defaultValue = "" + MarketNode.Config.DEFAULT_STEP_BLOCKS,
      description = "Blocks before it steps in for a peer (default: ${DEFAULT-VALUE}).")
  private int stepBlocks;

  @Override
  public Integer call() throws InterruptedException {
    var node = MarketNode.start(config(wallet.account()), wallet.key());
    console.console().value("url", "http://%s:%d".formatted(host, node.port()));
    Running.keep(node, node::awaitEnd);
    return ExitCode.OK.code();
  }

  private MarketNode.Config config(Address account) {
    return new MarketNode.Config(
        chain.session(wallet.home(), account),
        chain.blobs(wallet.home(), account),
        MarketNode.Config.DEFAULT_BLOB_CAPACITY_BYTES,
        host,
        port,
        peers,
        stepBlocks);
  }
}
