package souk.cli.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.console.ExitCode;
import souk.cli.convert.Money;
import souk.cli.convert.Tokens;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.PolicyOptions;
import souk.cli.option.WalletOptions;
import souk.client.AgentRequest;
import souk.client.Souk;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentPolicy;

/** Creates an agent. */
@SuppressWarnings("NullAway.Init") // Picocli fills what is required
@Command(
    name = "create",
    description = {
      "Create an agent, fund it out of the market balance, and show it.",
      "Its terms are fixed for ever. Nobody can take its money back: only its code moves it."
    })
public final class AgentCreateCommand implements Callable<Integer> {
  private static final int TURNS_FUNDED = 5;

  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Parameters(
      paramLabel = "FILE",
      description = {
        "WebAssembly module with the ABI of agents; or JavaScript, a file named *.js or *.mjs,",
        "which is run here up to its first turn and made a module."
      })
  private Path file;

  @Option(
      names = "--fund",
      paramLabel = "TOKENS",
      description = "What it begins with (default: its reserve, and 5 turns at --most-price).")
  private @Nullable Tokens fund;

  @ArgGroup private @Nullable Owner owner;
  @ArgGroup private @Nullable Called called;

  @Option(
      names = "--wake-at",
      paramLabel = "TIME",
      description = "Wake it then, as 2030-01-01T00:00:00Z (default: it waits for mail).")
  private @Nullable Instant wakeAt;

  @Mixin private final PolicyOptions policy = new PolicyOptions();

  /** Who may pause it. */
  private static final class Owner {
    @Option(
        names = "--owner",
        paramLabel = "ADDRESS",
        description = "Who may pause it, and upgrade it if that is allowed (default: the wallet).")
    private @Nullable Address account;

    @Option(names = "--no-owner", description = "Nobody may, from the start.")
    private boolean nobody;
  }

  /** What it is called. */
  private static final class Called {
    @Option(names = "--name", paramLabel = "TEXT", description = "Its name, in a file on chain.")
    private @Nullable String name;

    @Option(
        names = "--uri",
        paramLabel = "URI",
        description = "Where its registration file is (ERC-8004).")
    private @Nullable String uri;
  }

  @Override
  public Integer call() throws InterruptedException {
    var program = AgentFile.read(file);
    var sessions = new AgentSessions(chain, markets, wallet);
    var id =
        sessions.act(
            souk -> {
              var request = request(souk, program, sessions.money());
              sessions.requireBalance(souk, request.funding(), "the agent begins with");
              return souk.agents().create(request);
            });
    try (var market = chain.connect()) {
      var agent = KnownAgent.read(market, id);
      console.console().show(new AgentText(sessions.money()).fields(agent));
    }
    return ExitCode.OK.code();
  }

  private AgentRequest request(Souk souk, AgentFile program, Money money)
      throws InterruptedException {
    var named = policy.ceiling(money);
    var terms = policy.policy(named.isPresent() ? named.get() : asked(souk, money), money);
    return new AgentRequest(
        program.module(souk),
        terms,
        fund == null ? standardFunding(terms) : money.amount(fund),
        owner(),
        Optional.ofNullable(wakeAt),
        uri());
  }

  private Price asked(Souk souk, Money money) throws InterruptedException {
    var price =
        souk.asked(policy.fuel(), policy.memory(), policy.tags())
            .orElseThrow(
                () ->
                    new CommandException(
                        true, "nobody offers to run such turns: with --price it waits for one"));
    console
        .console()
        .message("first at most %s per Gfuel, as offered".formatted(money.text(price)));
    return price;
  }

  private static Amount standardFunding(AgentPolicy terms) {
    return terms.reserve().plus(terms.turnCost(terms.mostCeiling()).times(TURNS_FUNDED));
  }

  private Optional<Address> owner() {
    if (owner == null) {
      return Optional.of(wallet.account());
    }
    return owner.nobody ? Optional.empty() : Optional.ofNullable(owner.account);
  }

  private String uri() {
    if (called == null) {
      return "";
    }
    return called.name == null ? String.valueOf(called.uri) : Registration.named(called.name);
  }
}
