package souk.settlement.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Hash;

class HashPrefixTest {
  private static final Hash HASH = Hash.parse("0102".repeat(16));

  @Test
  void beginsOnlyItsHash() {
    var prefix = HashPrefix.of(Arrays.copyOf(HASH.bytes(), 22));

    assertThat(prefix.begins(HASH)).isTrue();
    assertThat(prefix.begins(Hash.parse("0103".repeat(16)))).isFalse();
  }

  @Test
  void zerosBeginNothing() {
    assertThat(HashPrefix.of(new byte[22])).isEqualTo(HashPrefix.NONE);
    assertThat(HashPrefix.NONE.isNone()).isTrue();
    assertThat(HashPrefix.NONE.begins(Hash.ZERO)).isFalse();
  }

  @Test
  void showsTheDigitsThereAre() {
    assertThat(HashPrefix.of(new byte[] {1, (byte) 0xab})).hasToString("0x01ab");
  }

  @Test
  void rejectsMoreThanAHash() {
    assertThatIllegalArgumentException().isThrownBy(() -> HashPrefix.of(new byte[33]));
  }
}
