package souk.settlement.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.codec.Digests;
import souk.settlement.chain.Revert;

class RevertsTest {
  // Solidity documentation, "Error handling": revert("Not enough Ether provided.").
  private static final String TEXT =
      "0x08c379a0"
          + "0000000000000000000000000000000000000000000000000000000000000020"
          + "000000000000000000000000000000000000000000000000000000000000001a"
          + "4e6f7420656e6f7567682045746865722070726f76696465642e000000000000";

  @Test
  void namesOurErrors() {
    assertThat(Reverts.ofSelector(selector("TooEarly()"))).isEqualTo(new Revert("TooEarly", ""));
    assertThat(Reverts.ofSelector(selector("StakeTooSmall()")).error()).isEqualTo("StakeTooSmall");
    assertThat(Reverts.ofSelector(selector("NotSeated()")).error()).isEqualTo("NotSeated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "\"%s\"", "Reverted %s", "{\"data\":\"%s\"}"})
  void findsTheDataHoweverItIsWrapped(String wrapping) {
    var data = "0x" + HexFormat.of().formatHex(selector("TooLate()"));

    assertThat(Reverts.of("execution reverted", wrapping.formatted(data)).error())
        .isEqualTo("TooLate");
  }

  @Test
  void readsSoliditysOwnErrors() {
    assertThat(Reverts.of("", TEXT)).isEqualTo(new Revert("Revert", "Not enough Ether provided."));
    assertThat(Reverts.of("", "0x4e487b71" + "0".repeat(62) + "11"))
        .isEqualTo(new Revert("Panic", "0x11"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x08c379a0", "0x08c379a0ff", "0x4e487b71"})
  void takesTruncatedErrors(String data) {
    assertThat(Reverts.of("", data).error()).isIn("Revert", "Panic");
  }

  @Test
  void keepsTheSelectorOfErrorsItDoesNotKnow() {
    assertThat(Reverts.ofSelector(new byte[] {1, 2, 3, 4}).error()).isEqualTo("0x01020304");
  }

  @Test
  void keepsTheWordsWhereThereIsNoData() {
    assertThat(Reverts.of("execution reverted", null))
        .isEqualTo(new Revert("Revert", "execution reverted"));
  }

  private static byte[] selector(String signature) {
    var hash = Digests.keccak256(signature.getBytes(StandardCharsets.US_ASCII)).bytes();
    return Arrays.copyOf(hash, 4);
  }
}
