package souk.testnet.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.demo.Narrators;
import souk.testnet.demo.Toll;
import souk.testnet.examples.ExampleFiles;

/** Attackers of a market of honest nodes, several at once since they do not disturb each other. */
class AttackTest {
  @TempDir Path directory;

  @Test
  void providersThatLieAboutResultsLoseTheirStakes() throws Exception {
    var attacks =
        List.of(
            Attack.WRONG_OUTPUT,
            Attack.WRONG_SOMETIMES,
            Attack.WRONG_HIGH_VALUE,
            Attack.INFLATED_FUEL);

    var outcome = run(attacks);

    assertThat(outcome.tolls().values())
        .allSatisfy(toll -> assertThat(toll.attackerProfit()).isNegative());
    assertThat(outcome.summary().cheatsCaught()).isGreaterThanOrEqualTo(6);
  }

  /** Runs attacks, and asserts what holds of each: nobody but the attacker loses anything. */
  private AttackRun.Outcome run(List<Attack> attacks) throws Exception {
    var told = new ByteArrayOutputStream();
    var out = new PrintStream(told, true, StandardCharsets.UTF_8);
    try (var testnet = Testnet.prepare(AttackPlan.defended(), directory.resolve("testnet"))) {
      var narrator = Narrators.on(out, true, TestnetPlan.DECIMALS);
      var outcome = AttackRun.of(attacks, testnet, narrator, ExampleFiles.projectRoot());
      assertThat(outcome.tolls().values())
          .as(told.toString(StandardCharsets.UTF_8))
          .hasSize(attacks.size())
          .allMatch(Toll::holds);
      assertThat(attacks)
          .as(told.toString(StandardCharsets.UTF_8))
          .allMatch(attack -> outcome.summaryOf(attack).holds());
      return outcome;
    }
  }
}
