package souk.testnet.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import souk.testnet.Main;
import souk.testnet.cluster.TestnetPlan.ProviderPlan;

/**
 * The processes of a testnet's nodes: with what flags and in what environment each is started, and
 * where it finds the others. Not thread-safe.
 */
final class Nodes {
  private static final String PACE = "--fuel-per-second";

  private final TestnetPlan plan;
  private final Path directory;
  private final URI chain;
  private final Accounts accounts;
  private final Wiring wiring;
  private final List<URI> markets;
  private final List<URI> strangers = new ArrayList<>();
  private final Map<String, NodeProcess> started = new LinkedHashMap<>();
  private final Map<String, List<String>> flags = new HashMap<>();

  /**
   * None yet, and a port for each market node of the plan.
   *
   * @param directory where their logs go, and where the deployment is
   * @param chain where the chain answers
   * @param accounts one for each node, by its name
   */
  Nodes(TestnetPlan plan, Path directory, URI chain, Accounts accounts, Wiring wiring) {
    this.plan = plan;
    this.directory = directory;
    this.chain = chain;
    this.accounts = accounts;
    this.wiring = wiring;
    this.markets = freeEndpoints(plan.markets());
  }

  // Names

  /** The names of all nodes of a plan. */
  static Stream<String> names(TestnetPlan plan) {
    return Stream.of(
            numbered("market", plan.markets()),
            numbered("provider", plan.providers().size()),
            numbered("verifier", plan.verifiers()))
        .flatMap(List::stream);
  }

  List<String> marketNames() {
    return numbered("market", plan.markets());
  }

  List<String> verifierNames() {
    return numbered("verifier", plan.verifiers());
  }

  private List<String> providerNames() {
    return numbered("provider", plan.providers().size());
  }

  private static List<String> numbered(String role, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> role + "-" + i).toList();
  }

  // What runs

  /** Every node, in the order they were started. */
  List<NodeProcess> all() {
    return List.copyOf(started.values());
  }

  NodeProcess named(String name) {
    return Optional.ofNullable(started.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no node is called " + name));
  }

  /** Kills them all. */
  void kill() {
    started.values().forEach(NodeProcess::kill);
  }

  /** Whether the node of that name answers every job wrongly. */
  boolean cheats(String name) {
    return provider(name).filter(ProviderPlan::cheats).isPresent();
  }

  private Optional<ProviderPlan> provider(String name) {
    var index = providerNames().indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(plan.providers().get(index));
  }

  /** How many providers were started. */
  int providers() {
    return (int) providerNames().stream().filter(started::containsKey).count();
  }

  // Starts

  /**
   * Starts the next market node of the plan.
   *
   * @return where it is going to answer
   */
  URI startMarket(String name, Map<String, String> environment) {
    var index = started.size();
    var address = markets.get(index);
    var arguments = new ArrayList<>(List.of("market", "run"));
    arguments.addAll(List.of("--port", String.valueOf(address.getPort())));
    var others = new ArrayList<>(marketsAsSeenBy(name));
    others.remove(index);
    var peers = join(others);
    if (!peers.isEmpty()) {
      arguments.addAll(List.of("--peers", peers));
    }
    started.put(name, NodeProcess.start(name, Main.class, arguments, environment, directory));
    return address;
  }

  void startCheats() {
    startProviders(ProviderPlan::cheats);
  }

  void startHonestProviders() {
    startProviders(provider -> !provider.cheats());
  }

  private void startProviders(Predicate<ProviderPlan> which) {
    for (var name : providerNames()) {
      provider(name).filter(which).ifPresent(it -> startProvider(name, it));
    }
  }

  void startVerifiers() {
    var bond = TestnetPlan.VERIFIER_BOND.toTokens(TestnetPlan.DECIMALS);
    verifierNames()
        .forEach(name -> start(name, Main.class, List.of("verifier", "run", "--bond", bond)));
  }

  /** Starts a provider again as one that answers every job wrongly. */
  void corrupt(String name) {
    named(name).kill();
    startProvider(name, provider(name).orElseThrow().cheating());
  }

  private void startProvider(String name, ProviderPlan provider) {
    var options =
        List.of(
            "run",
            "--price",
            provider.price().perGfuel().toTokens(TestnetPlan.DECIMALS),
            "--bond",
            provider.bond().toTokens(TestnetPlan.DECIMALS),
            "--slots",
            String.valueOf(provider.slots()),
            "--engine",
            provider.engine().toString());
    var all = Stream.concat(options.stream(), pace(name).stream());
    if (provider.cheats()) {
      start(name, CheatingProvider.class, all.toList());
    } else {
      start(name, Main.class, Stream.concat(Stream.of("provider"), all).toList());
    }
  }

  private List<String> pace(String name) {
    return flags.getOrDefault(name, List.of()).contains(PACE)
        ? List.of()
        : List.of(PACE, String.valueOf(plan.fuelPerSecond()));
  }

  /** Starts a program of this class path as that account. */
  void start(String name, Class<?> main, List<String> arguments) {
    var all = Stream.concat(arguments.stream(), flags.getOrDefault(name, List.of()).stream());
    started.put(name, NodeProcess.start(name, main, all.toList(), environment(name), directory));
  }

  /** Has the node of that name started with these flags too, from now on. */
  void addFlags(String name, String... more) {
    flags
        .computeIfAbsent(accounts.named(name).name(), _ -> new ArrayList<>())
        .addAll(List.of(more));
  }

  // Where they find each other

  /** The environment in which {@code souk} acts as that account. */
  Map<String, String> environment(String name) {
    var environment = new LinkedHashMap<String, String>();
    environment.put("SOUK_HOME", accounts.named(name).home().toString());
    environment.put("SOUK_RPC", wiring.chain(name, chain).toString());
    environment.put("SOUK_DEPLOYMENT", Testnet.deploymentFile(directory).toString());
    environment.put("SOUK_MARKETS", join(marketsAsSeenBy(name)));
    environment.put("SOUK_PASSWORD_FILE", accounts.passwordFile().toString());
    plan.pollInterval()
        .ifPresent(it -> environment.put("SOUK_CHAIN_POLL_MILLIS", String.valueOf(it.toMillis())));
    return environment;
  }

  /** Where the market nodes of the plan answer. */
  List<URI> markets() {
    return markets;
  }

  /** Through which addresses that account reaches all market nodes. */
  List<URI> marketsAsSeenBy(String name) {
    return Stream.concat(markets.stream(), strangers.stream())
        .map(market -> wiring.market(name, market))
        .toList();
  }

  /** Tells every node that is started from now on of one more market node. */
  URI announceMarket() {
    var address = freeEndpoints(1).getFirst();
    strangers.add(address);
    return address;
  }

  private static List<URI> freeEndpoints(int count) {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (var i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream()
          .map(socket -> URI.create("http://127.0.0.1:" + socket.getLocalPort()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free", e);
    } finally {
      sockets.forEach(Nodes::closeSocket);
    }
  }

  private static void closeSocket(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a port cannot be freed", e);
    }
  }

  private static String join(List<URI> endpoints) {
    return endpoints.stream().map(URI::toString).collect(Collectors.joining(","));
  }
}
