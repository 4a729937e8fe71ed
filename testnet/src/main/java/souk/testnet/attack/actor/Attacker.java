package souk.testnet.attack.actor;

import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.SoukCommand;
import souk.cli.console.ExitCode;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.LogOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.WalletOptions;
import souk.client.node.NodeLoop;

/** The program of an attacker that is no provider or verifier of ours. */
@SuppressWarnings("NullAway.Init") // Picocli fills what is required
@Command(name = "attack", hidden = true, description = "Attack a market.")
public final class Attacker implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Attacker.class);

  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final LogOptions log = new LogOptions();

  @Parameters(index = "0", paramLabel = "ROLE", description = "What to be.")
  private Role role;

  @Parameters(index = "1..*", paramLabel = "ARG", description = "What the role needs to know.")
  private List<String> arguments = List.of();

  private Attacker() {}

  /** Takes {@code attack}, the name of a {@link Role} as Java writes it, and what that needs. */
  public static void main(String[] arguments) {
    System.exit(SoukCommand.commandLine(new Attacker()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    log.begin(console);
    var session = chain.session(wallet.home(), wallet.account());
    var cache = wallet.home().machineCache();
    var foothold = Foothold.of(session, wallet.key(), markets.markets(), cache);
    var act = role.begin(foothold, List.copyOf(arguments));
    try (var loop =
        new NodeLoop(
            foothold.index(), act::atBlock, trouble -> LOG.warn("{} failed: {}", role, trouble))) {
      loop.start();
      loop.awaitEnd();
    }
    return ExitCode.OK.code();
  }
}
