package souk.protocol.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 16, 79})
  void keepsItsNumber(int code) {
    assertThat(Item.of(code).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 6, 15, 80, 255})
  void rejectsNumbersOfNoItem(int code) {
    assertThatIllegalArgumentException().isThrownBy(() -> Item.of(code));
  }

  @Test
  void countsTurnsFromSixteen() {
    assertThat(new Item.Turn(2).code()).isEqualTo(18);
  }
}
