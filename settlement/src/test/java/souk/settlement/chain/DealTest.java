package souk.settlement.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;

class DealTest {
  private static final Amount LEAST_REWARD = Amount.of(1_000);

  @Test
  void roundsThePriceUpAndTheRewardDown() {
    var terms = deal(3, 7).terms(new Fuel(1_500_000_001), Amount.ZERO);

    assertThat(terms.fullPrice()).isEqualTo(Amount.of(5));
    assertThat(terms.stake()).isEqualTo(Amount.of(100));
    assertThat(terms.auditDeposit()).isEqualTo(Amount.of(40));
  }

  @Test
  void rewardsAtLeastTheLeast() {
    var terms = deal(3, 7).terms(new Fuel(1_500_000_001), LEAST_REWARD);

    assertThat(terms.auditDeposit()).isEqualTo(LEAST_REWARD.times(4));
  }

  private static Deal deal(long price, long rewardPrice) {
    return new Deal(
        Snapshots.PROVIDER,
        Snapshots.MARKET_NODE,
        Snapshots.hash(9),
        0,
        0,
        Price.of(price),
        20,
        Price.of(rewardPrice),
        2,
        BigInteger.ONE,
        Duration.ofSeconds(20),
        new EngineName("endive"));
  }
}
