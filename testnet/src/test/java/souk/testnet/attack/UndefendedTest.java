package souk.testnet.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.client.JobRequest;
import souk.protocol.codec.Digests;
import souk.protocol.job.JobState;
import souk.testnet.attack.actor.Lie;
import souk.testnet.attack.actor.Role;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.demo.Narrators;
import souk.testnet.examples.ExampleFiles;

/**
 * The same attackers where what stops them is missing: no verifier is honest, no consumer demands
 * what it was not given, providers promise without looking, and some know one market node only.
 */
class UndefendedTest {
  private static final Logger LOG = LoggerFactory.getLogger(UndefendedTest.class);
  private static final String CHALLENGER = "attacker-false-challenger-1";
  private static final String WITHHOLDER = "attacker-withheld-blobs-1";
  private static final Map<String, Lie> LIARS =
      Map.of(
          "attacker-wrong-output-1",
          Lie.WRONG,
          "attacker-wrong-high-value-1",
          Lie.WRONG_FOR_HIGH_VALUE,
          "attacker-inflated-fuel-1",
          Lie.INFLATED_FUEL,
          CHALLENGER,
          Lie.WRONG);
  private static final List<CarelessMarket> CARELESS =
      List.of(
          new CarelessMarket(Role.UNRUNNABLE_CONSUMER, 3, Role.CARELESS_PROVIDER),
          new CarelessMarket(Role.HOSTILE_CONSUMER, 3, Role.UNMETERED_PROVIDER));

  private final LonelyConsumer censored = new LonelyConsumer(Role.CENSOR);
  private final LonelyConsumer deceived = new LonelyConsumer(Role.BLOB_FORGER);

  @TempDir Path directory;

  @Test
  void attacksPayWhereTheirDefenceIsMissing() throws Exception {
    var told = new ByteArrayOutputStream();
    var out = new PrintStream(told, true, StandardCharsets.UTF_8);
    try (var testnet = Testnet.prepare(AttackPlan.withoutVerifiers(), directory)) {
      testnet.addAccounts(CARELESS.stream().map(CarelessMarket::providerName).toList());
      testnet.addAccounts(List.of(censored.consumerName(), deceived.consumerName()));
      var narrator = Narrators.on(out, true, TestnetPlan.DECIMALS);
      var outcome = AttackRun.of(scenarios(), testnet, narrator, ExampleFiles.projectRoot());

      LOG.info("{}", outcome.tolls());
      assertThat(outcome.tolls().values())
          .as(told.toString(StandardCharsets.UTF_8))
          .filteredOn(toll -> !toll.attack().startsWith("market"))
          .allSatisfy(toll -> assertThat(toll.attackerProfit()).as(toll.attack()).isPositive());
      assertThat(outcome.summary().wrongResultsPaid()).isGreaterThanOrEqualTo(5);
      assertThat(outcome.summary().conserved()).isTrue();
      assertThat(censored.job(testnet).snapshot().state()).isInstanceOf(JobState.Refunded.class);
      assertPaysForForgedBytes(testnet);
    }
  }

  private void assertPaysForForgedBytes(Testnet testnet) throws Exception {
    var job = deceived.job(testnet);
    var digest = job.result().orElseThrow().outputDigest();

    assertThat(job.snapshot().state()).isInstanceOf(JobState.Settled.class);
    assertThat(Digests.sha256(deceived.read(digest))).isNotEqualTo(digest);
  }

  private List<Scenario> scenarios() {
    return List.of(
        scenario("colluding-verifiers", new BoughtCourt(4, LIARS)),
        scenario("wrong-output", liar(Lie.WRONG)),
        scenario("wrong-high-value", gambler()),
        scenario("inflated-fuel", liar(Lie.INFLATED_FUEL)),
        scenario("withheld-blobs", new WithheldOutputPlay(false)),
        scenario("false-challenger", new ChallengerPlay(Role.FALSE_CHALLENGER, friends())),
        scenario("market-censor", censored),
        scenario("market-wrong-blobs", deceived),
        scenario("consumer-unrunnable", CARELESS.get(0)),
        scenario("consumer-hostile", CARELESS.get(1)));
  }

  private static LyingProviderPlay liar(Lie lie) {
    return new LyingProviderPlay(lie, List.of(UnaryOperator.identity(), UnaryOperator.identity()));
  }

  private static LyingProviderPlay gambler() {
    UnaryOperator<JobRequest> risky = request -> request.withValueAtRisk(Plays.RISK);
    return new LyingProviderPlay(Lie.WRONG_FOR_HIGH_VALUE, List.of(risky));
  }

  /** All providers but the honest one. */
  private static List<String> friends() {
    return Stream.of(
            LIARS.keySet().stream(),
            Stream.of(WITHHOLDER),
            CARELESS.stream().map(CarelessMarket::providerName))
        .flatMap(part -> part)
        .toList();
  }

  private static Scenario scenario(String label, Play play) {
    return new Scenario(label, "an attack that nothing stops", play);
  }
}
