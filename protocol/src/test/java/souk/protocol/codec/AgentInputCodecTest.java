package souk.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;

class AgentInputCodecTest {
  private static final Amount MOST =
      new Amount(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
  private static final Message MESSAGE = new Message(Address.ZERO, Amount.of(3), new byte[] {1, 2});
  private static final AgentInput INPUT =
      new AgentInput(new Fuel(2_000_000), Amount.of(1_000), List.of(MESSAGE));

  @Test
  void hasTheBytesOfTheSpecification() {
    assertThat(HexFormat.of().formatHex(AgentInputCodec.encode(INPUT)))
        .isEqualTo(
            "534f554b494e3100" // SOUKIN1
                + "00000000001e8480"
                + "000000000000000000000000000003e8"
                + "00000001"
                + "0000000000000000000000000000000000000000"
                + "00000000000000000000000000000003"
                + "000000020102");
  }

  @Test
  void readsBackAsWritten() {
    var full =
        new AgentInput(
            new Fuel(Long.MAX_VALUE),
            MOST,
            Collections.nCopies(
                AgentInput.MAX_MESSAGES,
                new Message(Address.ZERO, MOST, new byte[Message.MAX_BODY_BYTES])));

    assertThat(AgentInputCodec.decode(AgentInputCodec.encode(INPUT))).isEqualTo(INPUT);
    assertThat(AgentInputCodec.decode(AgentInputCodec.encode(full))).isEqualTo(full);
  }

  @Test
  void refusesWhatIsCutOffOrGoesOn() {
    var bytes = AgentInputCodec.encode(INPUT);

    for (var size = 0; size < bytes.length; size++) {
      refuses(Arrays.copyOf(bytes, size));
    }
    refuses(Arrays.copyOf(bytes, bytes.length + 1));
  }

  @Test
  void refusesNumbersOutOfRange() {
    refuses(changed(8, 0x80)); // fuel below zero
    refuses(changed(32, 1)); // 16,777,217 messages
    refuses(changed(34, 1)); // 257 messages
    refuses(changed(72, 1)); // a body of 16,777,218 bytes
    var noFuel = AgentInputCodec.encode(INPUT);
    Arrays.fill(noFuel, 8, 16, (byte) 0);
    refuses(noFuel);
  }

  @Test
  void readsMutantsAsTheyAreOrNotAtAll() {
    var random = new Random(11);
    for (var i = 0; i < 5_000; i++) {
      var mutant = AgentInputCodec.encode(INPUT);
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      try {
        assertThat(AgentInputCodec.encode(AgentInputCodec.decode(mutant))).isEqualTo(mutant);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageNotContaining("\n");
      }
    }
  }

  private static byte[] changed(int at, int octet) {
    var bytes = AgentInputCodec.encode(INPUT);
    bytes[at] = (byte) octet;
    return bytes;
  }

  private static void refuses(byte[] bytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> AgentInputCodec.decode(bytes));
  }
}
