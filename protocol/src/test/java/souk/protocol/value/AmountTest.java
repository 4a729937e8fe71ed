package souk.protocol.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
  @Test
  void rejectsNegativeAmounts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Amount.of(-1))
        .withMessageContaining("never negative");
  }

  @Test
  void rejectsMoreThan256Bits() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Amount(BigInteger.TWO.pow(256)));
  }

  @Test
  void refusesToGoBelowZero() {
    assertThatIllegalArgumentException().isThrownBy(() -> Amount.of(1).minus(Amount.of(2)));
  }

  @Test
  void readsTokensAsPeopleWriteThem() {
    assertThat(Amount.parseTokens("12.5", 6)).isEqualTo(Amount.of(12_500_000));
    assertThat(Amount.of(12_500_000).toTokens(6)).isEqualTo("12.5");
    assertThat(Amount.of(12_000_000).toTokens(6)).isEqualTo("12");
    assertThat(Amount.of(1).toTokens(6)).isEqualTo("0.000001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1e9", ".5", "1.", "0x10", "1.0000001", " 1"})
  void refusesTextThatIsNoAmount(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Amount.parseTokens(text, 6));
  }
}
