package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.ChainSession;
import souk.client.JobRequest;
import souk.client.Souk;
import souk.protocol.job.Arguments;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.engine.EngineChoice;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.index.EventQuery;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.cluster.TestnetPlan.ProviderPlan;
import souk.testnet.examples.ExampleFiles;
import souk.verifier.account.Accounting;

/** A cheat whom nobody samples any more, and one verifier that looks anyway. */
class WatchTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String CHEAT = "provider-1";
  private static final String WATCHER = "verifier-1";
  private static final int VERIFIERS = 4;

  private static final Duration WINDOW = Duration.ofSeconds(45);

  // So much stake makes the draw rare: about one in two thousand.
  private static final String STAKE_MULTIPLE = "6000";
  private static final Fuel FUEL = new Fuel(50_000_000);

  @TempDir private Path directory;

  @Test
  void challengesTheWrongResultAndIsPaidFromTheCheatsStake() throws Exception {
    try (var testnet = Testnet.prepare(plan(), directory)) {
      testnet.addFlags(CHEAT, "--stake-multiple", STAKE_MULTIPLE);
      testnet.addFlags(WATCHER, "--watch", "--watch-share", "1", "--most-at-risk", "20");
      testnet.startNodes();
      var watcher = testnet.account(WATCHER).address();

      try (var souk = connect(testnet)) {
        souk.deposit(Amount.of(100_000_000));
        earnTrust(testnet, souk);
        // It may have earned a reward in that audit.
        var before = owned(testnet, WATCHER);
        testnet.corrupt(CHEAT);
        var job = souk.post(route(2));

        var opened = await(souk, job, ClaimEvent.ClaimOpened.class);
        assertThat(opened.challenger()).contains(watcher);
        // It was killed over its own challenge: the journal knows the rest.
        testnet.node(WATCHER).kill();
        testnet.node(WATCHER).restart();
        var slashed = await(souk, job, ChainEvent.ProviderSlashed.class);
        var closed = await(souk, job, ClaimEvent.ClaimClosed.class);

        assertThat(testnet.nameOf(slashed.provider())).isEqualTo(CHEAT);
        assertThat(closed.returned()).isEqualTo(opened.bond());
        assertThat(closed.gained()).isEqualTo(percent(35, slashed.stake().minus(closed.funded())));
        testnet.await(
            "the watcher has its bond back and the finder's share",
            () -> owned(testnet, WATCHER).equals(before.plus(closed.gained())));
        var watcherAccount = Accounting.of(told(souk), watcher, testnet.deployment().court());
        assertThat(watcherAccount.findersShares()).isEqualTo(closed.gained());
        assertThat(watcherAccount.out()).isEqualTo(Amount.ZERO);
        for (var i = 1; i <= VERIFIERS; i++) {
          assertToTheUnit(testnet, souk, "verifier-" + i);
        }
        var status = souk(testnet, "status");
        assertThat(status.exitCode()).as(status.err()).isZero();
        assertThat(status.out())
            .contains(
                "\"findersShares\":\"%s\""
                    .formatted(closed.gained().toTokens(TestnetPlan.DECIMALS)))
            .contains("\"bondsOut\":\"0\"")
            .contains(job.toString());
        assertThat(directory.resolve(WATCHER))
            .isDirectoryRecursivelyContaining("glob:**/report.json");
        takesEverythingOut(testnet);
      }
    }
  }

  private SoukProcess souk(Testnet testnet, String verb) throws Exception {
    return SoukProcess.run(testnet.environment(WATCHER), directory, "verifier", verb, "--json");
  }

  private void takesEverythingOut(Testnet testnet) throws Exception {
    testnet.node(WATCHER).kill();
    var owns = owned(testnet, WATCHER);

    var first = souk(testnet, "withdraw");
    assertThat(first.exitCode()).as(first.err()).isOne();
    assertThat(first.out()).contains("\"unbonding\":\"500\"");
    testnet.anvil().passTime(testnet.chain().parameters().unbonding().plusSeconds(1));
    var second = souk(testnet, "withdraw");

    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(testnet.chain().account(testnet.account(WATCHER).address()).tokens())
        .isEqualTo(owns);
  }

  /** One audit, and the cheat is not sampled any more. */
  private static void earnTrust(Testnet testnet, Souk souk) throws InterruptedException {
    var job = souk.post(route(1));
    await(souk, job, ChainEvent.ResultConfirmed.class);
    testnet.anvil().passTime(WINDOW);
    await(souk, job, ChainEvent.JobSettled.class);
  }

  private static Amount percent(long percent, Amount amount) {
    return new Amount(amount.times(percent).units().divide(Amount.of(100).units()));
  }

  /** What the journal's index and the chain's logs tell, and what there is, is the same. */
  private static void assertToTheUnit(Testnet testnet, Souk souk, String name) {
    var self = testnet.account(name).address();
    var court = testnet.deployment().court();
    var account = Accounting.of(told(souk), self, court);
    var chain = testnet.chain();
    assertThat(Accounting.of(chain.events(0, chain.head().number()), self, court))
        .isEqualTo(account);
    assertThat(owned(testnet, name).units())
        .isEqualTo(
            TestnetPlan.FIRST_TOKENS.units().add(account.profit()).subtract(account.out().units()));
  }

  private static List<ChainEvent> told(Souk souk) {
    souk.session().jobs().awaitCaughtUp(PATIENCE);
    var newest = EventQuery.newest(Accounting.KINDS, EventQuery.MOST);
    return souk.session().jobs().events(newest).reversed();
  }

  /** All that an account has, wherever it is. */
  private static Amount owned(Testnet testnet, String name) {
    var address = testnet.account(name).address();
    var account = testnet.chain().account(address);
    var bond = testnet.chain().verifier(address);
    return account.tokens().plus(account.marketBalance()).plus(bond.free()).plus(bond.locked());
  }

  private static <T extends ChainEvent> T await(Souk souk, Hash job, Class<T> kind) {
    var index = souk.session().jobs();
    var came = index.await(() -> index.events(job).stream().anyMatch(kind::isInstance), PATIENCE);
    assertThat(came).as(() -> "no %s: %s".formatted(kind, index.events(job))).isTrue();
    return index.events(job).stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
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

  private Souk connect(Testnet testnet) {
    var chain =
        new ChainSession.Config(
            List.of(testnet.anvil().endpoint()),
            testnet.deployment(),
            directory.resolve("consumer.db"));
    return Souk.connect(
        new Souk.Config(chain, testnet.markets()), testnet.account(Testnet.CONSUMER).key());
  }

  private static JobRequest route(int town) {
    var arguments = new Arguments(List.of("20", String.valueOf(town)), new TreeMap<>());
    var invocation =
        new Invocation(ExampleFiles.module("route"), arguments, Bytes.EMPTY, new TreeMap<>());
    return JobRequest.of(invocation, FUEL, Price.of(2_500_000));
  }
}
