package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.testnet.scenario.WatchedMarket.CHEAT;
import static souk.testnet.scenario.WatchedMarket.VERIFIERS;
import static souk.testnet.scenario.WatchedMarket.WATCHER;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.testnet.attack.FrontRun;
import souk.testnet.attack.actor.Attacker;
import souk.testnet.attack.actor.Role;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/**
 * A cheat whom nobody samples any more, one verifier that looks anyway, and somebody who copies
 * what it sends.
 */
class WatchTest {
  private static final String COPIER = "attacker-challenge-front-run";

  @TempDir private Path directory;

  @Test
  void challengesTheWrongResultAndIsPaidFromTheCheatsStake() throws Exception {
    try (var market = WatchedMarket.start(directory, "20")) {
      var testnet = market.testnet();
      // It may have earned a reward in the audit before.
      var before = market.owned(WATCHER);
      var copier = startCopier(testnet);
      var job = market.cheat();

      var opened = market.await(job, ClaimEvent.ClaimOpened.class);
      assertThat(opened.challenger()).contains(testnet.account(WATCHER).address());
      // It was killed over its own challenge: the journal knows the rest.
      testnet.node(WATCHER).kill();
      testnet.node(WATCHER).restart();
      var slashed = market.await(job, ChainEvent.ProviderSlashed.class);
      var closed = market.await(job, ClaimEvent.ClaimClosed.class);

      assertThat(testnet.nameOf(slashed.provider())).isEqualTo(CHEAT);
      assertThat(closed.returned()).isEqualTo(opened.bond());
      assertThat(closed.gained()).isEqualTo(percent(35, slashed.stake().minus(closed.funded())));
      testnet.await(
          "the watcher has its bond back and the finder's share",
          () -> market.owned(WATCHER).equals(before.plus(closed.gained())));
      assertThat(FrontRun.wasFirst(testnet, copier)).isTrue();
      assertThat(market.owned(COPIER)).isEqualTo(TestnetPlan.FIRST_TOKENS);
      assertThat(market.watcherAccount().findersShares()).isEqualTo(closed.gained());
      assertThat(market.watcherAccount().out()).isEqualTo(Amount.ZERO);
      for (var i = 1; i <= VERIFIERS; i++) {
        market.assertToTheUnit("verifier-" + i);
      }
      var status = market.souk("status");
      assertThat(status.exitCode()).as(status.err()).isZero();
      assertThat(status.out())
          .contains(
              "\"findersShares\":\"%s\"".formatted(closed.gained().toTokens(TestnetPlan.DECIMALS)))
          .contains("\"bondsOut\":\"0\"")
          .contains(job.toString());
      assertThat(directory.resolve(WATCHER))
          .isDirectoryRecursivelyContaining("glob:**/report.json");
      takesEverythingOut(market);
    }
  }

  /**
   * Has somebody copy what is sent to the court before it is in a block, with a purse for bonds.
   */
  private static Address startCopier(Testnet testnet) throws InterruptedException {
    testnet.addAccounts(List.of(COPIER));
    testnet.startProgram(
        COPIER, Attacker.class, List.of("attack", Role.CHALLENGE_FRONT_RUNNER.name()));
    var copier = testnet.account(COPIER).address();
    testnet.await(
        "the copier has its purse",
        () -> !testnet.chain().account(copier).marketBalance().isZero());
    return copier;
  }

  private static void takesEverythingOut(WatchedMarket market) throws Exception {
    var testnet = market.testnet();
    testnet.node(WATCHER).kill();
    var owns = market.owned(WATCHER);

    var first = market.souk("withdraw");
    assertThat(first.exitCode()).as(first.err()).isOne();
    assertThat(first.out()).contains("\"unbonding\":\"500\"");
    testnet.anvil().passTime(testnet.chain().parameters().unbonding().plusSeconds(1));
    var second = market.souk("withdraw");

    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(testnet.chain().account(testnet.account(WATCHER).address()).tokens())
        .isEqualTo(owns);
  }

  private static Amount percent(long percent, Amount amount) {
    return new Amount(amount.times(percent).units().divide(Amount.of(100).units()));
  }
}
