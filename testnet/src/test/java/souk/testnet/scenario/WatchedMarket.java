package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import souk.client.JobRequest;
import souk.client.Souk;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.engine.EngineChoice;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.EventQuery;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.cluster.TestnetPlan.ProviderPlan;
import souk.verifier.account.Accounting;

/** A provider that cheats once nobody samples it any more, and a verifier that looks anyway. */
final class WatchedMarket implements AutoCloseable {
  static final String CHEAT = "provider-1";
  static final String WATCHER = "verifier-1";
  static final int VERIFIERS = 4;

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration WINDOW = Duration.ofSeconds(45);

  // So much stake makes the draw rare: about one in two thousand.
  private static final String STAKE_MULTIPLE = "6000";
  private static final Fuel FUEL = new Fuel(50_000_000);

  private final Path directory;
  private final Testnet testnet;
  private final Souk souk;

  private WatchedMarket(Path directory, Testnet testnet) throws InterruptedException {
    this.directory = directory;
    this.testnet = testnet;
    this.souk = Participant.connect(testnet, Testnet.CONSUMER);
    souk.deposit(Amount.of(100_000_000));
  }

  /**
   * Starts it, and has the provider earn so much trust that nobody samples it any more.
   *
   * @param mostAtRisk tokens that the watcher may have out
   */
  static WatchedMarket start(Path directory, String mostAtRisk) throws Exception {
    var testnet = Testnet.prepare(plan(), directory);
    try {
      testnet.addFlags(CHEAT, "--stake-multiple", STAKE_MULTIPLE);
      testnet.addFlags(WATCHER, "--watch", "--watch-share", "1", "--most-at-risk", mostAtRisk);
      testnet.startNodes();
      var market = new WatchedMarket(directory, testnet);
      market.earnTrust();
      return market;
    } catch (Exception | Error e) {
      testnet.close();
      throw e;
    }
  }

  Testnet testnet() {
    return testnet;
  }

  /** Posts a job that the provider answers wrongly from now on. */
  Hash cheat() throws InterruptedException {
    testnet.corrupt(CHEAT);
    return souk.post(route(2));
  }

  /** What the watcher's account comes to by the chain's events. */
  Accounting watcherAccount() {
    var court = testnet.deployment().court();
    return Accounting.of(told(), testnet.account(WATCHER).address(), court);
  }

  /** Runs {@code souk verifier} with that verb as the watcher. */
  SoukProcess souk(String verb) throws Exception {
    return SoukProcess.run(testnet.environment(WATCHER), directory, "verifier", verb, "--json");
  }

  /** All that an account has, wherever it is. */
  Amount owned(String name) {
    var address = testnet.account(name).address();
    var account = testnet.chain().account(address);
    var bond = testnet.chain().verifier(address);
    return account.tokens().plus(account.marketBalance()).plus(bond.free()).plus(bond.locked());
  }

  /** The first event of that kind that the job has, once there is one. */
  <T extends ChainEvent> T await(Hash job, Class<T> kind) {
    var index = testnet.operator().jobs();
    var came = index.await(() -> index.events(job).stream().anyMatch(kind::isInstance), PATIENCE);
    assertThat(came).as(() -> "no %s: %s".formatted(kind, index.events(job))).isTrue();
    return index.events(job).stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  /** What the journal's index and the chain's logs tell, and what there is, is the same. */
  void assertToTheUnit(String name) {
    var self = testnet.account(name).address();
    var court = testnet.deployment().court();
    var account = Accounting.of(told(), self, court);
    var chain = testnet.chain();
    assertThat(Accounting.of(chain.events(0, chain.head().number()), self, court))
        .isEqualTo(account);
    assertThat(owned(name).units())
        .isEqualTo(
            TestnetPlan.FIRST_TOKENS.units().add(account.profit()).subtract(account.out().units()));
  }

  @Override
  public void close() {
    souk.close();
    testnet.close();
  }

  /** One audit, and the cheat is not sampled any more. */
  private void earnTrust() throws InterruptedException {
    var job = souk.post(route(1));
    await(job, ChainEvent.ResultConfirmed.class);
    testnet.anvil().passTime(WINDOW);
    await(job, ChainEvent.JobSettled.class);
  }

  private List<ChainEvent> told() {
    var newest = EventQuery.newest(Accounting.KINDS, EventQuery.MOST);
    return testnet.operator().jobs().events(newest).reversed();
  }

  private static TestnetPlan plan() {
    var patient = TestnetPlan.patient();
    return new TestnetPlan(
        patient.blockTime(),
        1,
        List.of(
            new ProviderPlan(
                Price.of(1_800_000), Amount.of(600_000_000), 1, EngineChoice.AUTO, false)),
        VERIFIERS,
        patient.parameters().withHistory(1, 0).withWatching(1, WINDOW));
  }

  private static JobRequest route(int town) {
    return JobRequest.of(Routes.invocation(20, town), FUEL, Routes.CEILING);
  }
}
