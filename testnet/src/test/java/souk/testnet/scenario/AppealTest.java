package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.testnet.scenario.WatchedMarket.CHEAT;
import static souk.testnet.scenario.WatchedMarket.VERIFIERS;
import static souk.testnet.scenario.WatchedMarket.WATCHER;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.value.Amount;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.testnet.Main;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Lie;
import souk.testnet.attack.actor.Role;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/** A challenge that is right, before a first jury that the cheat has bought. */
class AppealTest {
  @TempDir private Path directory;

  @Test
  void aChallengerAppealsAgainstABoughtJuryAndIsPaidByTheJurors() throws Exception {
    try (var market = WatchedMarket.start(directory, "200")) {
      var testnet = market.testnet();
      var before = market.owned(WATCHER);
      others().forEach(name -> buy(testnet, name));
      var job = market.cheat();
      var opened = market.await(job, ClaimEvent.ClaimOpened.class);

      var appealed = market.await(job, ClaimEvent.Appealed.class);
      assertThat(appealed.appellant()).isEqualTo(testnet.account(WATCHER).address());
      others().forEach(name -> becomeHonest(testnet, name));
      var slashed = market.await(job, ChainEvent.ProviderSlashed.class);
      var closed = market.await(job, ClaimEvent.ClaimClosed.class);

      assertThat(testnet.nameOf(slashed.provider())).isEqualTo(CHEAT);
      assertThat(closed.returned()).isEqualTo(opened.bond());
      var funding = market.await(job, ClaimEvent.AppealClosed.class);
      assertThat(funding.returned()).isEqualTo(appealed.funding());
      testnet.await(
          "the watcher has all back that it put up, and what it won",
          () ->
              market.owned(WATCHER).equals(before.plus(closed.gained()).plus(funding.gained()))
                  && market.watcherAccount().out().isZero());
      assertThat(market.watcherAccount().lostAppeals()).isEqualTo(Amount.ZERO);
      market.assertToTheUnit(WATCHER);
      assertThat(market.souk("status").out()).contains("\"appealsOut\":\"0\"");
    }
  }

  private static List<String> others() {
    return IntStream.rangeClosed(2, VERIFIERS).mapToObj(i -> "verifier-" + i).toList();
  }

  private static void buy(Testnet testnet, String verifier) {
    testnet.node(verifier).kill();
    testnet.startProgram(
        verifier,
        Attacker.class,
        List.of(
            "attack",
            Role.COLLUDING_VERIFIER.name(),
            testnet.account(CHEAT).address() + "=" + Lie.WRONG));
  }

  private static void becomeHonest(Testnet testnet, String verifier) {
    testnet.node(verifier).kill();
    testnet.startProgram(
        verifier,
        Main.class,
        List.of(
            "verifier", "run", "--bond", TestnetPlan.VERIFIER_BOND.toTokens(TestnetPlan.DECIMALS)));
  }
}
