package souk.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import souk.client.session.ChainSession;
import souk.client.session.Home;
import souk.protocol.value.Address;
import souk.settlement.chain.DeploymentFile;
import souk.settlement.keys.AccountKey;
import souk.settlement.keys.KeyStrength;
import souk.settlement.keys.Password;
import souk.settlement.keys.Wallet;
import souk.settlement.keys.WalletException;

/**
 * Which market, through whom, and where to remember it. Nobody named here is trusted: endpoints
 * that fail, lag or lie are passed over, and every byte a market node gives is checked.
 *
 * @param rpc JSON-RPC endpoints of the chain over HTTP; at least one, the others are used if the
 *     first fails
 * @param deployment the market's deployment file: a few lines of JSON that say where its contracts
 *     are
 * @param markets addresses of market nodes; at least one, the more the better
 * @param home directory of wallets, journals and caches, made if it is missing. Whatever acts as
 *     the same account on the same market shares its journal there, one process at a time
 */
public record Connection(List<URI> rpc, Path deployment, List<URI> markets, Path home) {

  /**
   * @throws IllegalArgumentException if an address is not an http or https URL, or none is given
   */
  public Connection {
    rpc = requireHttp("the chain's endpoints", rpc);
    markets = requireHttp("market nodes", markets);
  }

  /**
   * What the command line takes from the same variables: {@code SOUK_RPC}, {@code SOUK_MARKETS}
   * (addresses with commas between them), {@code SOUK_DEPLOYMENT}, and {@code SOUK_HOME}, which may
   * be left out for {@code ~/.souk}.
   *
   * @param environment as {@link System#getenv()} gives it
   * @throws IllegalArgumentException if a variable is missing or is not what it should be
   */
  public static Connection of(Map<String, String> environment) {
    return new Connection(
        addresses(environment, "SOUK_RPC"),
        Path.of(required(environment, "SOUK_DEPLOYMENT")),
        addresses(environment, "SOUK_MARKETS"),
        Optional.ofNullable(environment.get("SOUK_HOME"))
            .map(Path::of)
            .orElseGet(() -> Home.standard().directory()));
  }

  /**
   * The key of the only account that has a key file in {@code wallets} at home.
   *
   * @throws SoukException if there is none, or more than one, or the password is wrong
   */
  public AccountKey key(Password password) {
    try {
      var accounts = wallet().list();
      if (accounts.size() != 1) {
        throw SoukException.refused(
            "%d wallets in %s: say which".formatted(accounts.size(), place().wallets()));
      }
      return wallet().open(accounts.getFirst(), password);
    } catch (WalletException e) {
      throw SoukException.of(e, false);
    }
  }

  /**
   * The key of an account that has a key file in {@code wallets} at home.
   *
   * @throws SoukException if it has none, or the password is wrong
   */
  public AccountKey key(Address account, Password password) {
    try {
      return wallet().open(account, password);
    } catch (WalletException e) {
      throw SoukException.of(e, false);
    }
  }

  /** Where everything is kept. */
  Home place() {
    return new Home(home);
  }

  /** What an account's session takes; reads the deployment file. */
  ChainSession.Config session(Address account) {
    var market = DeploymentFile.read(deployment);
    return new ChainSession.Config(rpc, market, place().journal(market, account));
  }

  private Wallet wallet() {
    return new Wallet(place().wallets(), KeyStrength.STANDARD);
  }

  private static List<URI> addresses(Map<String, String> environment, String name) {
    return Stream.of(required(environment, name).split(",", -1))
        .map(String::strip)
        .map(URI::create)
        .toList();
  }

  private static String required(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
  }

  private static List<URI> requireHttp(String what, List<URI> addresses) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("no %s are named".formatted(what));
    }
    addresses.forEach(
        address -> {
          var scheme = String.valueOf(address.getScheme());
          if (!scheme.matches("https?") || address.getHost() == null) {
            throw new IllegalArgumentException(
                "%s are http(s) URLs: '%s'".formatted(what, address));
          }
        });
    return List.copyOf(addresses);
  }
}
