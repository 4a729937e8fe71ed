package souk.testnet.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
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
import souk.testnet.attack.actor.Lie;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.demo.Narrators;
import souk.testnet.examples.ExampleFiles;

/**
 * The same attackers where what stops them is missing: no verifier is honest, and a provider
 * promises without looking. What providers that lie are charged for audits goes to the verifiers,
 * who are the same owner's: together they gain.
 */
class UndefendedTest {
  private static final Logger LOG = LoggerFactory.getLogger(UndefendedTest.class);
  private static final String BOUGHT = "colluding-verifiers";
  private static final String LIAR = "attacker-wrong-output-1";
  private static final String GAMBLER = "attacker-wrong-high-value-1";
  private static final String INFLATER = "attacker-inflated-fuel-1";

  @TempDir Path directory;

  @Test
  void attacksPayWhereTheirDefenceIsMissing() throws Exception {
    var told = new ByteArrayOutputStream();
    var out = new PrintStream(told, true, StandardCharsets.UTF_8);
    try (var testnet = Testnet.prepare(AttackPlan.withoutVerifiers(), directory)) {
      testnet.addAccounts(List.of(CarelessMarket.PROVIDER));
      var narrator = Narrators.on(out, true, TestnetPlan.DECIMALS);
      var outcome = AttackRun.of(scenarios(), testnet, narrator, ExampleFiles.projectRoot());

      LOG.info("{}", outcome.tolls());
      var story = told.toString(StandardCharsets.UTF_8);
      assertThat(outcome.toll("consumer-unrunnable").attackerProfit()).as(story).isPositive();
      assertThat(
              Stream.of(BOUGHT, "wrong-output", "wrong-high-value", "inflated-fuel")
                  .map(it -> outcome.toll(it).attackerProfit())
                  .reduce(BigInteger.ZERO, BigInteger::add))
          .as(story)
          .isPositive();
      assertThat(outcome.summary().wrongResultsPaid()).isPositive();
      assertThat(outcome.summary().conserved()).isTrue();
    }
  }

  private static List<Scenario> scenarios() {
    var accomplices =
        Map.of(LIAR, Lie.WRONG, GAMBLER, Lie.WRONG_FOR_HIGH_VALUE, INFLATER, Lie.INFLATED_FUEL);
    return List.of(
        scenario(BOUGHT, new BoughtCourt(4, accomplices)),
        scenario("wrong-output", liar(Lie.WRONG)),
        scenario("wrong-high-value", liar(Lie.WRONG_FOR_HIGH_VALUE)),
        scenario("inflated-fuel", liar(Lie.INFLATED_FUEL)),
        scenario("consumer-unrunnable", new CarelessMarket()));
  }

  private static LyingProviderPlay liar(Lie lie) {
    return new LyingProviderPlay(
        lie,
        List.of(
            lie == Lie.WRONG_FOR_HIGH_VALUE
                ? request -> request.withValueAtRisk(Plays.RISK)
                : UnaryOperator.identity()));
  }

  private static Scenario scenario(String label, Play play) {
    return new Scenario(label, "an attack that nothing stops", play);
  }
}
