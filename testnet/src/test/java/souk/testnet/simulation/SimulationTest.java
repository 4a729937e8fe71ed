package souk.testnet.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SimulationTest {
  private static final Simulation SIMULATION = new Simulation(1, 100_000, Simulation.DEFAULT_STAKE);

  @Test
  void comesToTheProtocolsWorkedPoints() {
    assertThat(WorkedPoints.points())
        .extracting(point -> Math.round(point.rate() * 10_000))
        .containsExactly(2333L, 1250L, 522L, 1944L, 1042L, 435L, 4605L);
  }

  @Test
  void cheatingPaysUnderTheRuleOfThumb() {
    var cheat = SIMULATION.playRuleOfThumb(Policy.COLLUDING_ALWAYS).profit();
    var honest = SIMULATION.playRuleOfThumb(Policy.HONEST).profit();

    assertThat(cheat.mean()).isPositive();
    assertThat(cheat.covers(0.70)).as("%s", cheat).isTrue();
    assertThat(honest.mean()).isCloseTo(0.30, within(1e-9));
    assertThat(cheat.mean() - cheat.margin()).isGreaterThan(honest.mean());
  }

  @Test
  void cheatingNowAndThenPaysUnderTheRuleOfThumb() {
    var cheat = SIMULATION.playRuleOfThumb(Policy.WRONG_AT_5_PERCENT).cheatProfit();
    var honest = SIMULATION.playRuleOfThumb(Policy.HONEST).profit();

    assertThat(cheat.covers(0.45)).as("%s", cheat).isTrue();
    assertThat(cheat.mean() - cheat.margin()).isGreaterThan(honest.mean());
  }

  @Test
  void honestWorkPaysOnceTheStakeIsFiftyPrices() {
    var totals = new Simulation(1, 1_000_000, 50).play(Policy.HONEST);

    assertThat(totals.profit().mean() - totals.profit().margin()).isPositive();
    assertThat(totals.caught()).isZero();
    assertThat(totals.lost().mean()).isZero();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "HONEST")
  void cheatingCostsTheCheat(Policy policy) {
    var totals = SIMULATION.play(policy);

    assertThat(totals.cheats()).isPositive();
    assertThat(totals.cheatProfit().mean() + totals.cheatProfit().margin()).isNegative();
    assertThat(totals.profit().mean() + totals.profit().margin())
        .isLessThan(SIMULATION.play(Policy.HONEST).profit().mean());
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    var small = new Simulation(7, 10_000, 20);

    assertThat(small.play(Policy.COLLUDING)).isEqualTo(small.play(Policy.COLLUDING));
    assertThat(small.play(Policy.COLLUDING))
        .isNotEqualTo(new Simulation(8, 10_000, 20).play(Policy.COLLUDING));
  }

  @Test
  void refusesTooFewJobsAndTooLittleStake() {
    assertThatThrownBy(() -> new Simulation(1, 900, 20))
        .hasMessage("jobs must be a multiple of 100, at least 1000: 900");
    assertThatThrownBy(() -> new Simulation(1, 1_000, 4))
        .hasMessage("the stake must be at least 5 P: 4");
  }
}
