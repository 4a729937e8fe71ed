package souk.protocol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SlotNonceTest {
  @Test
  void putsTheLaneAboveItsUses() {
    assertThat(new SlotNonce(0, 0).word()).isZero();
    assertThat(new SlotNonce(0, 7).word()).isEqualTo(7);
    assertThat(new SlotNonce(3, 7).word()).isEqualTo(0x3_0000_0007L);
  }

  @Test
  void rejectsNegativeNumbers() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SlotNonce(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SlotNonce(0, -1));
  }
}
