package souk.provider.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.protocol.value.Price;
import souk.provider.price.PriceStep.Reason;

class PriceStepTest {
  private static final int STAKE = 20;
  private static final int FEE_BPS = 100;
  private static final BigInteger CALM =
      BigInteger.ONE.shiftLeft(64).divide(BigInteger.valueOf(50));

  @ParameterizedTest
  @CsvSource({
    // floor, now, mean, settled, asked, price, target, reason
    "0, '', 1000, '', '', 1000, 1000, FIRST",
    "0, '', 1000, '', 1300, 1300, 1300, FIRST",
    "1500, '', 1000, '', '', 1500, 1500, FIRST",
    "0, 1000, 1000, '', '', 1000, 1000, STAYS",
    "0, 1000, 2000, '', '', 1100, 2000, FOLLOWS",
    "0, 1000, 500, '', '', 900, 500, FOLLOWS",
    "0, 1000, 1019, '', '', 1000, 1019, STAYS",
    "0, 1000, 1020, '', '', 1020, 1020, FOLLOWS",
    "0, 1000, 1000, 800, 1300, 1050, 1050, FOLLOWS",
    "0, 1000, 1000, 1, '', 900, 500, FOLLOWS",
    "0, 1000, 1000, '', 900000, 1100, 2000, FOLLOWS",
    "0, 1000, 1000, '', '1 1100 1200', 1100, 1100, FOLLOWS",
    "980, 1000, 500, '', '', 980, 980, FOLLOWS",
    "990, 1000, 500, '', '', 1000, 990, STAYS",
    "1500, 1000, 500, '', '', 1500, 1500, COVERS"
  })
  void followsTheMarketWithinItsBounds(
      long floor,
      String now,
      long mean,
      String settled,
      String asked,
      long price,
      long target,
      Reason reason) {
    var policy = new PricePolicy(Price.of(floor), Price.of(0));
    var before = prices(now).stream().findFirst().map(Heard::price);

    var step = PriceStep.next(policy, before, STAKE, market(mean, prices(settled), prices(asked)));

    assertThat(step.price()).isEqualTo(Price.of(price));
    assertThat(step.target()).isEqualTo(Price.of(target));
    assertThat(step.reason()).isEqualTo(reason);
  }

  /** Two rewards of 0.875 means, 1.05 times, at the protocol's rate of 0.1042 for S = 20 P. */
  @Test
  void theShareOfAuditsFollowsFromTheProtocolsRate() {
    var market = market(1_000_000, List.of(), List.of());

    assertThat(PriceStep.audits(STAKE, market)).isEqualTo(Price.of(191_407));
    assertThat(PriceStep.audits(50, market)).isEqualTo(Price.of(79_991));
  }

  @Test
  void inAnAttackAuditsCostWhatTheMarketsFloorMakesThem() {
    var quarter = BigInteger.ONE.shiftLeft(62);
    var market = new MarketPrices(Price.of(1_000_000), quarter, 0, List.of(), List.of());

    assertThat(PriceStep.audits(STAKE, market)).isEqualTo(Price.of(459_375));
  }

  @Test
  void coversCostAuditsAndFee() {
    var policy = new PricePolicy(Price.of(0), Price.of(900_000));
    var market = market(1_000_000, List.of(), List.of());

    var step = PriceStep.next(policy, Optional.of(Price.of(1_000_000)), STAKE, market);

    assertThat(step.reason()).isEqualTo(Reason.COVERS);
    assertThat(step.price()).isEqualTo(Price.of(1_102_432));
  }

  @Test
  void whatNobodyStakesOnIsNotHeard() {
    var cheap = new Heard(Price.of(1), BigInteger.ZERO);
    var backed = new Heard(Price.of(1_200), BigInteger.valueOf(600));

    var step =
        PriceStep.next(
            new PricePolicy(Price.of(0), Price.of(0)),
            Optional.empty(),
            STAKE,
            market(1_000, List.of(cheap), List.of(cheap, cheap, backed)));

    assertThat(step.settled()).isEmpty();
    assertThat(step.asked()).contains(Price.of(1_200));
  }

  @Test
  void whateverTheMarketDoesItCoversCostAndMovesByATenthAtMost() {
    var random = new SplittableRandom(6);
    for (var i = 0; i < 10_000; i++) {
      var policy =
          new PricePolicy(Price.of(random.nextLong(1_000_000)), Price.of(random.nextLong(1_000)));
      var now = random.nextLong(1, 2_000_000);
      var market = market(random.nextLong(1, 2_000_000), heard(random), heard(random));

      var step = PriceStep.next(policy, Optional.of(Price.of(now)), STAKE, market);

      var next = step.price().perGfuel().units().longValueExact();
      assertThat(step.least()).isGreaterThanOrEqualTo(policy.floor());
      assertThat(step.price()).isGreaterThanOrEqualTo(step.least());
      if (step.reason() != Reason.COVERS) {
        assertThat(Math.abs(next - now)).isLessThanOrEqualTo(Math.max(1, now / 10));
      }
    }
  }

  @Test
  void arrivesNearItsTargetAndStaysThere() {
    var policy = new PricePolicy(Price.of(100), Price.of(10));
    var market = market(4_000, List.of(), List.of());
    var price = Price.of(1_000);

    for (var i = 0; i < 30; i++) {
      price = PriceStep.next(policy, Optional.of(price), STAKE, market).price();
    }

    assertThat(price).isBetween(Price.of(3_920), Price.of(4_000));
    assertThat(PriceStep.next(policy, Optional.of(price), STAKE, market).reason())
        .isEqualTo(Reason.STAYS);
  }

  @Test
  void refusesWhatNoMarketPays() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PricePolicy(Price.of(Long.MAX_VALUE), Price.of(0)))
        .withMessageContaining("the floor is more than any job pays");
  }

  private static MarketPrices market(long mean, List<Heard> settled, List<Heard> asked) {
    return new MarketPrices(Price.of(mean), CALM, FEE_BPS, settled, asked);
  }

  private static List<Heard> heard(SplittableRandom random) {
    return random
        .longs(random.nextInt(6), 0, 10_000_000)
        .mapToObj(price -> new Heard(Price.of(price), BigInteger.valueOf(price % 7)))
        .toList();
  }

  private static List<Heard> prices(String text) {
    return Arrays.stream(text.split(" "))
        .filter(it -> !it.isEmpty())
        .map(it -> new Heard(Price.of(Long.parseLong(it)), BigInteger.ONE))
        .toList();
  }
}
