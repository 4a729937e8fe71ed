package souk.testnet.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.client.session.ChainSession;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.DeploymentFile;
import souk.settlement.index.EventQuery;
import souk.settlement.journal.DatabasePassword;
import souk.settlement.journal.JournalPlace;
import souk.settlement.tx.TxOutcome;
import souk.settlement.web3j.Deployer;
import souk.testnet.chain.Anvil;

/**
 * A whole market on this machine: a chain, the contracts, and nodes that are processes of their
 * own, each with its key file and nothing of the others'.
 *
 * <pre>
 *   directory/  anvil.log  deployment.json  password
 *     NAME/     home of the node or person called NAME: wallets, journal, caches
 *     NAME.log  what it prints
 * </pre>
 */
public final class Testnet implements AutoCloseable {
  /** Name of the account that posts jobs. */
  public static final String CONSUMER = "consumer";

  private static final String OPERATOR = "operator";
  private static final Amount WEI = new Amount(BigInteger.TEN.pow(21));
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(100);

  private final TestnetPlan plan;
  private final Path directory;
  private final Anvil anvil;
  private final Deployment deployment;
  private final ChainSession operator;
  private final Accounts accounts;
  private final Nodes nodes;
  private final Thread reaper;
  private boolean left;

  private Testnet(
      TestnetPlan plan,
      Path directory,
      Anvil anvil,
      Deployment deployment,
      Accounts accounts,
      Wiring wiring) {
    this.plan = plan;
    this.directory = directory;
    this.anvil = anvil;
    this.deployment = deployment;
    this.accounts = accounts;
    this.nodes = new Nodes(plan, directory, anvil.endpoint(), accounts, wiring);
    this.reaper = new Thread(nodes::kill, "testnet reaper");
    this.operator = openSession(account(OPERATOR), anvil, deployment);
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /**
   * Starts a chain, deploys the market, makes and funds all accounts. No node runs yet.
   *
   * @param directory an empty or missing folder for all it writes
   */
  public static Testnet prepare(TestnetPlan plan, Path directory) throws InterruptedException {
    return prepare(plan, directory, Wiring.DIRECT);
  }

  /**
   * As {@link #prepare(TestnetPlan, Path)}, with nodes that reach each other by that wiring.
   *
   * @param directory an empty or missing folder for all it writes
   */
  public static Testnet prepare(TestnetPlan plan, Path directory, Wiring wiring)
      throws InterruptedException {
    createDirectory(directory);
    var anvil = Anvil.start(directory.resolve("anvil.log"));
    try {
      var accounts = createAccounts(plan, directory);
      accounts.all().values().forEach(account -> anvil.setWei(account.address(), WEI));
      var operator = accounts.named(OPERATOR);
      var deployment = deploy(plan, anvil, operator, directory);
      var testnet = new Testnet(plan, directory, anvil, deployment, accounts, wiring);
      testnet.mintTokens();
      // Until here a block a transaction: nobody has to wait for deployment and funding.
      anvil.mineEvery(plan.beat(), plan.blockTime());
      return testnet;
    } catch (RuntimeException | InterruptedException e) {
      anvil.close();
      throw e;
    }
  }

  /** Starts every node of the plan and waits until each can do its part. */
  public void startNodes() {
    startMarkets();
    startTheOthers();
  }

  /**
   * Starts every node but the honest providers, and waits until each can do its part. What is
   * posted then is for cheats.
   */
  public void startWithCheatsOnly() {
    startMarkets();
    nodes.startCheats();
    nodes.startVerifiers();
    awaitTheOthers();
  }

  /** Starts the honest providers, without waiting for them. */
  public void startHonestProviders() {
    nodes.startHonestProviders();
  }

  /**
   * As {@link #startNodes}, but the market nodes are replicas of the first: all act as its account
   * and share a journal. The first holds its lease.
   */
  public void startReplicas(JournalPlace.PostgreSql journal) {
    for (var name : nodes.marketNames()) {
      var replica = environment(nodes.marketNames().getFirst());
      replica.put("SOUK_JOURNAL_URL", journal.url());
      replica.put("SOUK_JOURNAL_USER", journal.user());
      replica.put("SOUK_BLOBS_DIRECTORY", account(name).home().resolve("blobs").toString());
      if (journal.password().orElse(null) instanceof DatabasePassword.InFile(var file)) {
        replica.put("SOUK_JOURNAL_PASSWORD_FILE", file.toString());
      }
      var address = nodes.startMarket(name, replica);
      await(name + " answers", () -> answers(address));
    }
    startTheOthers();
  }

  private void startMarkets() {
    nodes.marketNames().forEach(name -> nodes.startMarket(name, environment(name)));
  }

  private void startTheOthers() {
    nodes.startCheats();
    nodes.startHonestProviders();
    nodes.startVerifiers();
    awaitTheOthers();
  }

  private void awaitTheOthers() {
    awaitMarkets();
    await(
        "every provider has an offer", () -> operator.jobs().offers().size() >= nodes.providers());
    await(
        "every verifier is bonded",
        () -> nodes.verifierNames().stream().allMatch(name -> isBonded(account(name))));
  }

  /** Waits until every market node answers. */
  public void awaitMarkets() {
    await("the market nodes answer", () -> markets().stream().allMatch(Testnet::answers));
  }

  /**
   * Waits for something that nodes bring about.
   *
   * @param claim what is waited for, as a sentence
   * @throws IllegalStateException if it takes too long, or a node ends meanwhile
   */
  public void await(String claim, BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      nodes.all().forEach(NodeProcess::requireAlive);
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "not within %d s: %s; see the logs in %s"
                .formatted(PATIENCE.toSeconds(), claim, directory));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** What it consists of. */
  public TestnetPlan plan() {
    return plan;
  }

  /** The chain's process. */
  public Anvil anvil() {
    return anvil;
  }

  /** Reads of the market's chain. */
  public Chain chain() {
    return operator.chain();
  }

  /** What the operator's account, which pays for nothing but the testnet, sees and sends. */
  public ChainSession operator() {
    return operator;
  }

  /** Where the market's contracts are. */
  public Deployment deployment() {
    return deployment;
  }

  /** The file that says so. */
  public Path deploymentFile() {
    return deploymentFile(directory);
  }

  /** All that happened to a job up to now, oldest first. */
  public List<ChainEvent> events(Hash job) {
    operator.jobs().awaitCaughtUp(PATIENCE);
    return operator.jobs().events(job);
  }

  /** Events of certain kinds up to now, newest first. */
  public List<ChainEvent> events(EventQuery query) {
    operator.jobs().awaitCaughtUp(PATIENCE);
    return operator.jobs().events(query);
  }

  /** Every account, by name, the consumer's first. */
  public Map<String, NodeAccount> accounts() {
    return accounts.all();
  }

  /** The account of that name. */
  public NodeAccount account(String name) {
    return accounts.named(name);
  }

  /** Name of the account with that address; the address itself if it is a stranger's. */
  public String nameOf(Address address) {
    return accounts.nameOf(address);
  }

  /**
   * Tells every node that is started from now on of a market node that is none of the plan's.
   *
   * @return where it is expected, and nobody listens yet
   */
  public URI announceMarket() {
    return nodes.announceMarket();
  }

  /** Makes accounts that are in no plan, each with what the plan's have to begin with. */
  public void addAccounts(List<String> names) throws InterruptedException {
    names.forEach(name -> anvil.setWei(accounts.create(name).address(), WEI));
    names.forEach(this::submitMint);
    for (var name : names) {
      awaitMint(name);
    }
  }

  /** Deletes an account's key, here and on disk: nobody can act as it any more. */
  public void forget(String name) {
    accounts.forget(name);
  }

  /** Starts a program of this class path as that account. */
  public void startProgram(String name, Class<?> main, List<String> arguments) {
    nodes.start(name, main, arguments);
  }

  /** Where the market nodes answer. */
  public List<URI> markets() {
    return nodes.markets();
  }

  /** The running node of that name. */
  public NodeProcess node(String name) {
    return nodes.named(name);
  }

  /** Every node, in the order they were started. */
  public List<NodeProcess> nodes() {
    return nodes.all();
  }

  /** The environment in which {@code souk} acts as that account. */
  public Map<String, String> environment(String name) {
    return nodes.environment(name);
  }

  /** Whether the node of that name answers every job wrongly. */
  public boolean cheats(String name) {
    return nodes.cheats(name);
  }

  /** Has a provider answer every job wrongly from now on, with the record it has. */
  public void corrupt(String name) {
    nodes.corrupt(name);
  }

  /** Has the node of that name started with these flags too, from now on. */
  public void addFlags(String name, String... more) {
    nodes.addFlags(name, more);
  }

  /** Through which addresses that account reaches the market nodes. */
  public List<URI> marketsAsSeenBy(String name) {
    return nodes.marketsAsSeenBy(name);
  }

  /** Lets everything outlive this process; closing it then changes nothing. */
  public void leaveRunning() {
    Runtime.getRuntime().removeShutdownHook(reaper);
    anvil.leaveRunning();
    left = true;
    operator.close();
  }

  @Override
  public void close() {
    if (left) {
      return;
    }
    nodes.kill();
    operator.close();
    anvil.close();
  }

  private boolean isBonded(NodeAccount verifier) {
    return !operator.chain().verifier(verifier.address()).free().isZero();
  }

  private static boolean answers(URI market) {
    try {
      new MarketClient(market).info();
      return true;
    } catch (MarketException e) {
      return false;
    }
  }

  private void mintTokens() throws InterruptedException {
    var names = List.copyOf(accounts.all().keySet());
    names.forEach(this::submitMint);
    for (var name : names) {
      awaitMint(name);
    }
  }

  private void submitMint(String name) {
    var mint = new Call.Mint(account(name).address(), TestnetPlan.FIRST_TOKENS);
    operator.outbox().submit("mint/" + name, mint);
  }

  private void awaitMint(String name) throws InterruptedException {
    var outcome = operator.outbox().await("mint/" + name, PATIENCE);
    if (!(outcome instanceof TxOutcome.Included)) {
      throw new IllegalStateException("tokens for " + name + " were not minted: " + outcome);
    }
  }

  private static ChainSession openSession(NodeAccount account, Anvil anvil, Deployment deployment) {
    var journal = account.home().resolve("journal.db");
    return ChainSession.open(
        new ChainSession.Config(List.of(anvil.endpoint()), deployment, journal), account.key());
  }

  private static Deployment deploy(
      TestnetPlan plan, Anvil anvil, NodeAccount operator, Path directory)
      throws InterruptedException {
    try (var deployer = new Deployer(List.of(anvil.endpoint()), operator.key(), PATIENCE)) {
      var deployment = deployer.deployWithStablecoin(plan.parameters());
      DeploymentFile.write(deployment, deploymentFile(directory));
      return deployment;
    }
  }

  private static Accounts createAccounts(TestnetPlan plan, Path directory) {
    var accounts = Accounts.in(directory);
    Stream.concat(Stream.of(CONSUMER, OPERATOR), Nodes.names(plan)).forEach(accounts::create);
    return accounts;
  }

  /** Where the market in that folder says where its contracts are. */
  static Path deploymentFile(Path directory) {
    return directory.resolve("deployment.json");
  }

  private static void createDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + directory, e);
    }
  }
}
