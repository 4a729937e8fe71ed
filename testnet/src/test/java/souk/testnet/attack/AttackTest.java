package souk.testnet.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.demo.Narrators;
import souk.testnet.demo.Toll;
import souk.testnet.examples.ExampleFiles;

/** Attackers of a market of honest nodes, several at once since they do not disturb each other. */
class AttackTest {
  private static final Logger LOG = LoggerFactory.getLogger(AttackTest.class);

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

  @Test
  void providersThatWithholdCopyOrForgeLose() throws Exception {
    var attacks =
        List.of(
            Attack.COPIED_COMMITMENT,
            Attack.WITHHELD_REVEAL,
            Attack.WITHHELD_BLOBS,
            Attack.WRONG_CHECKPOINT);

    assertThat(run(attacks).tolls().values())
        .allSatisfy(toll -> assertThat(toll.attackerProfit()).isNegative());
  }

  @Test
  void verifiersThatRunNothingLoseTheirLocks() throws Exception {
    var attacks = List.of(Attack.COPYING_VERIFIER, Attack.AGREEING_VERIFIER);

    assertThat(run(attacks).tolls().values())
        .allSatisfy(toll -> assertThat(toll.attackerProfit()).isNegative());
  }

  @Test
  void accomplicesAndFalseChallengersLose() throws Exception {
    var attacks =
        List.of(Attack.COLLUDING_VERIFIERS, Attack.FALSE_CHALLENGER, Attack.APPEAL_SPAMMER);

    assertThat(run(attacks).tolls().values())
        .allSatisfy(toll -> assertThat(toll.attackerProfit()).isNegative());
  }

  @Test
  void marketNodesThatCheatGainNothing() throws Exception {
    var attacks =
        List.of(
            Attack.REPLAYED_ACCEPTANCE,
            Attack.MARKET_FRONT_RUN,
            Attack.MARKET_CENSOR,
            Attack.MARKET_REORDER,
            Attack.MARKET_WRONG_BLOBS,
            Attack.MARKET_GOSSIP_SPAM);

    assertThat(run(attacks).tolls().values())
        .allSatisfy(toll -> assertThat(toll.attackerProfit()).isZero());
  }

  @Test
  void consumersPayForWhatTheyHaveBurned() throws Exception {
    var attacks =
        List.of(Attack.CONSUMER_UNRUNNABLE, Attack.CONSUMER_HUGE, Attack.CONSUMER_HOSTILE);

    var outcome = run(attacks);

    assertThat(outcome.toll("consumer-unrunnable").attackerProfit()).isZero();
    assertThat(outcome.toll("consumer-huge").attackerProfit()).isZero();
    assertThat(outcome.toll("consumer-hostile").attackerProfit()).isNegative();
  }

  /** Runs attacks, and asserts what holds of each: nobody but the attacker loses anything. */
  private AttackRun.Outcome run(List<Attack> attacks) throws Exception {
    var told = new ByteArrayOutputStream();
    var out = new PrintStream(told, true, StandardCharsets.UTF_8);
    try (var testnet = Testnet.prepare(AttackPlan.defended(), directory.resolve("testnet"))) {
      var narrator = Narrators.on(out, true, TestnetPlan.DECIMALS);
      var scenarios = attacks.stream().map(Attack::scenario).toList();
      var outcome = AttackRun.of(scenarios, testnet, narrator, ExampleFiles.projectRoot());
      LOG.info("{}", outcome.tolls());
      assertThat(outcome.over()).isTrue();
      assertThat(outcome.tolls().values())
          .as(told.toString(StandardCharsets.UTF_8))
          .hasSize(attacks.size())
          .allMatch(Toll::holds);
      assertThat(outcome.summary().conserved()).isTrue();
      assertThat(outcome.summary().wrongResultsPaid()).isZero();
      assertThat(outcome.summary().settled()).isEqualTo(outcome.summary().jobs());
      return outcome;
    }
  }
}
