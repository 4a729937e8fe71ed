package souk.protocol.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PriceTest {
  @Test
  void escrowRoundsUpAndPaymentRoundsDown() {
    var price = Price.of(3);

    assertThat(price.escrowFor(new Fuel(500_000_000))).isEqualTo(Amount.of(2));
    assertThat(price.paymentFor(new Fuel(500_000_000))).isEqualTo(Amount.of(1));
  }

  @Test
  void paymentNeverExceedsTheEscrowOfAHigherLimit() {
    var random = new Random(7);
    for (var i = 0; i < 2_000; i++) {
      var limit = random.nextLong(1, Long.MAX_VALUE);
      var used = new Fuel(random.nextLong(limit) + 1);
      var price = new Price(new Amount(new BigInteger(random.nextInt(1, 129), random)));

      assertThat(price.paymentFor(used)).isLessThanOrEqualTo(price.escrowFor(new Fuel(limit)));
    }
  }
}
