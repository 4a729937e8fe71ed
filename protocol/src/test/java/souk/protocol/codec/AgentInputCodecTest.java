package souk.protocol.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

class AgentInputCodecTest {
  private static final Amount MOST =
      new Amount(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
  private static final Message MESSAGE = new Message(Address.ZERO, Amount.of(3), new byte[] {1, 2});
  private static final AgentInput INPUT =
      new AgentInput(new Fuel(2_000_000), Amount.of(1_000), List.of(MESSAGE));
  private static final Hash STATE = Digests.sha256(new byte[] {7});
  private static final AgentStanding STANDING =
      new AgentStanding(
          Address.parse("0x00112233445566778899aabbccddeeff01020304"),
          513,
          Amount.of(70_000),
          Optional.of(STATE));
  private static final AgentInput OF_AGENT = of(STANDING);

  private static AgentInput of(AgentStanding standing) {
    return new AgentInput(INPUT.turnFuel(), INPUT.budget(), Optional.of(standing), INPUT.inbox());
  }

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
  void saysWhereAnAgentStandsInASecondFormat() {
    assertThat(HexFormat.of().formatHex(AgentInputCodec.encode(OF_AGENT)))
        .isEqualTo(
            "534f554b494e3200" // SOUKIN2
                + "00000000001e8480"
                + "000000000000000000000000000003e8"
                + "00112233445566778899aabbccddeeff01020304"
                + "00000201"
                + "00000000000000000000000000011170"
                + STATE.toString().substring(2)
                + "00000001"
                + "0000000000000000000000000000000000000000"
                + "00000000000000000000000000000003"
                + "000000020102");
  }

  /** {@code contracts/test/unit/TurnInputTest.sol} has the same. */
  @Test
  void hasTheDigestThatContractsGiveATurnsInput() {
    var account = Address.parse("0x" + "11".repeat(20));
    var sender = Address.parse("0x" + "22".repeat(20));
    var state = new byte[32];
    for (var i = 0; i < state.length; i++) {
      state[i] = (byte) i;
    }
    var standing =
        new AgentStanding(account, 7, Amount.of(91_460_000), Optional.of(Hash.of(state)));
    var hello = new Message(sender, Amount.of(3_000_000), "hello".getBytes(US_ASCII));
    var refused = HexFormat.of().parseHex("020000000600000000000000ff");
    var inbox = List.of(hello, new Message(Address.ZERO, Amount.ZERO, refused));
    var input =
        new AgentInput(
            new Fuel(2_000_000_000), Amount.of(50_000_000), Optional.of(standing), inbox);

    assertThat(Digests.sha256(AgentInputCodec.encode(input)))
        .hasToString("0x7f1902c2a5b79a53540cad33607602559c41f4aef4f28bd442c47f662eca579c");
  }

  @Test
  void writesTheZeroHashForAnAgentThatBegins() {
    var beginning =
        of(new AgentStanding(STANDING.account(), 0, STANDING.balance(), Optional.empty()));

    var bytes = AgentInputCodec.encode(beginning);

    assertThat(Arrays.copyOfRange(bytes, 72, 104)).containsOnly(0);
    assertThat(AgentInputCodec.decode(bytes)).isEqualTo(beginning);
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
    var oldest =
        of(
            new AgentStanding(
                STANDING.account(), AgentStanding.MAX_FIRST_TURN, MOST, Optional.of(STATE)));
    assertThat(AgentInputCodec.decode(AgentInputCodec.encode(OF_AGENT))).isEqualTo(OF_AGENT);
    assertThat(AgentInputCodec.decode(AgentInputCodec.encode(oldest))).isEqualTo(oldest);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void refusesWhatIsCutOffOrGoesOn(AgentInput input) {
    var bytes = AgentInputCodec.encode(input);

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

  private static Stream<AgentInput> inputs() {
    return Stream.of(INPUT, OF_AGENT);
  }

  @Test
  void refusesATurnThatNoAgentLivesTo() {
    var late = AgentInputCodec.encode(OF_AGENT);
    late[52] = 0x7F; // first turn, 4 bytes
    late[53] = (byte) 0xFF;
    late[54] = (byte) 0xFF;
    late[55] = (byte) 0xC0;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentInputCodec.decode(late))
        .withMessage("a job's first turn is 0..2147483583 in its agent's life, not 2147483584");

    late[52] = (byte) 0x80;
    refuses(late);
  }

  @Test
  void refusesAFormatThereIsNot() {
    refuses(changed(6, '3'));
    refuses(changed(6, '2')); // a message where an agent's standing is
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void readsMutantsAsTheyAreOrNotAtAll(AgentInput input) {
    var random = new Random(11);
    for (var i = 0; i < 5_000; i++) {
      var mutant = AgentInputCodec.encode(input);
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
