package souk.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.job.ChildJob;
import souk.protocol.job.JobKind;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

class EffectCodecTest {
  private static final Address HEIR = Address.parse("0x00000000000000000000000000000000000000ab");
  private static final ChildJob CHILD =
      new ChildJob(
          Hash.ZERO,
          Hash.ZERO,
          Hash.ZERO,
          Hash.ZERO,
          Hash.ZERO,
          JobKind.AGENT_JOB,
          new Fuel(1_000),
          16,
          64,
          Price.of(7));

  static List<Effect> effects() {
    return List.of(
        new Effect.Pay(HEIR, Amount.of(1)),
        new Effect.Send(HEIR, Amount.of(2), new byte[] {5, 6}),
        new Effect.Spawn(CHILD, Amount.of(3)),
        new Effect.Sleep(Instant.ofEpochSecond(60)),
        new Effect.End(HEIR));
  }

  @Test
  void hasTheBytesOfTheSpecification() {
    var heir = "00000000000000000000000000000000000000ab";
    var amount = "0000000000000000000000000000000";
    var hashes = "00".repeat(5 * 32);

    assertThat(effects().stream().map(EffectCodec::encode).map(HexFormat.of()::formatHex))
        .containsExactly(
            "01" + heir + amount + "1",
            "02" + heir + amount + "2" + "00000002" + "0506",
            "03"
                + amount
                + "3"
                + hashes
                + "01"
                + "00000000000003e8"
                + "00000010"
                + "40"
                + amount
                + "7",
            "04" + "000000000000003c",
            "05" + heir);
    assertThat(EffectCodec.encode(CHILD)).hasSize(EffectCodec.CHILD_JOB_BYTES).hasSize(190);
  }

  @ParameterizedTest
  @MethodSource("effects")
  void readsBackAsWritten(Effect effect) {
    assertThat(EffectCodec.decode(EffectCodec.encode(effect))).isEqualTo(effect);
  }

  @ParameterizedTest
  @MethodSource("effects")
  void refusesWhatIsCutOffOrGoesOn(Effect effect) {
    var bytes = EffectCodec.encode(effect);

    for (var size = 0; size < bytes.length; size++) {
      refuses(Arrays.copyOf(bytes, size));
    }
    refuses(Arrays.copyOf(bytes, bytes.length + 1));
  }

  @ParameterizedTest
  @MethodSource("effects")
  void readsMutantsAsTheyAreOrNotAtAll(Effect effect) {
    var random = new Random(7);
    for (var i = 0; i < 2_000; i++) {
      var mutant = EffectCodec.encode(effect);
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      try {
        assertThat(EffectCodec.encode(EffectCodec.decode(mutant))).isEqualTo(mutant);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageNotContaining("\n");
      }
    }
  }

  @Test
  void refusesTimesThatAreNone() {
    for (var seconds : new long[] {-1, 253_402_300_800L, Long.MIN_VALUE, Long.MAX_VALUE}) {
      refuses(ByteBuffer.allocate(9).put((byte) 4).putLong(seconds).array());
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Effect.Sleep(Instant.ofEpochSecond(1, 1)));
  }

  @Test
  void hashesNoEffectsToZeroAndOthersByTurnAndOrder() {
    var pay = new TurnEffect(0, effects().getFirst());
    var end = new TurnEffect(0, effects().getLast());

    assertThat(EffectCodec.root(List.of())).isEqualTo(Hash.ZERO);
    assertThat(
            List.of(
                EffectCodec.root(List.of(pay)),
                EffectCodec.root(List.of(new TurnEffect(1, pay.effect()))),
                EffectCodec.root(List.of(pay, end)),
                EffectCodec.root(List.of(end, pay))))
        .doesNotHaveDuplicates();
  }

  @Test
  void hasARootByTheTreeOfTheSpecification() {
    var first = new TurnEffect(0, effects().getFirst());
    var second = new TurnEffect(3, effects().getLast());
    var node = Digests.sha256(new byte[] {1}, leaf(first), leaf(second));

    assertThat(EffectCodec.root(List.of(first, second)))
        .isEqualTo(Digests.sha256(new byte[] {0, 0, 0, 2}, node.bytes()));
  }

  private static byte[] leaf(TurnEffect effect) {
    var turn = ByteBuffer.allocate(4).putInt(effect.turn()).array();
    return Digests.sha256(new byte[] {0}, turn, EffectCodec.encode(effect.effect())).bytes();
  }

  private static void refuses(byte[] bytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> EffectCodec.decode(bytes));
  }
}
