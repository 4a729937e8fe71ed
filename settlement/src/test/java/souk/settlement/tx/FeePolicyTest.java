package souk.settlement.tx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import souk.protocol.value.Amount;
import souk.settlement.chain.Fees;

class FeePolicyTest {
  @Test
  void offersAnEighthMore() {
    assertThat(FeePolicy.bump(fees(800, 80), fees(0, 0))).isEqualTo(fees(901, 91));
  }

  @Test
  void offersWhatTheChainAsksIfThatIsMore() {
    assertThat(FeePolicy.bump(fees(800, 80), fees(2_000, 85))).isEqualTo(fees(2_000, 91));
  }

  @Test
  void raisesEvenTheSmallestOffer() {
    assertThat(FeePolicy.bump(fees(1, 0), fees(0, 0))).isEqualTo(fees(2, 1));
  }

  @Test
  void neverOffersMoreThanTheMost() {
    assertThat(FeePolicy.cap(fees(2_000, 1_500), Amount.of(1_000))).isEqualTo(fees(1_000, 1_000));
    assertThat(FeePolicy.cap(fees(500, 50), Amount.of(1_000))).isEqualTo(fees(500, 50));
  }

  private static Fees fees(long maxPerGas, long tipPerGas) {
    return new Fees(Amount.of(maxPerGas), Amount.of(tipPerGas));
  }
}
