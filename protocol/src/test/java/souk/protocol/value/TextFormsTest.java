package souk.protocol.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextFormsTest {
  @Test
  void hashesReadTheirOwnText() {
    var text = "0x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    assertThat(Hash.parse(text)).hasToString(text);
    assertThat(Hash.parse(text.substring(2).toUpperCase(Locale.ROOT))).hasToString(text);
  }

  @Test
  void addressesSayWhatIsWrongWithABadOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Address.parse("0x1234"))
        .withMessage("an address has 40 hexadecimal digits, not 4: '0x1234'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Address.parse("zz".repeat(20)))
        .withMessageContaining("hexadecimal digits only");
  }

  @Test
  void signaturesAreBounded() {
    assertThatIllegalArgumentException().isThrownBy(() -> Signature.parse("0x123"));
    assertThatIllegalArgumentException().isThrownBy(() -> Signature.of(new byte[1025]));
    assertThat(Signature.parse("0x").isNone()).isTrue();
  }
}
