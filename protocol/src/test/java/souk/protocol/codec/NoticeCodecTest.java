package souk.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Notice;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

class NoticeCodecTest {
  private static final Hash JOB = Hash.parse("ab".repeat(32));
  private static final Hash OUTPUT = Hash.parse("cd".repeat(32));

  static List<Notice> notices() {
    return List.of(
        new Notice.ChildEnded(
            3,
            258,
            JOB,
            new Notice.Outcome.Settled(new ExitStatus.Trapped(), OUTPUT, new Fuel(7)),
            Amount.of(5),
            Amount.of(6)),
        new Notice.ChildEnded(4, 63, JOB, new Notice.Outcome.Refunded(), Amount.ZERO, Amount.of(9)),
        new Notice.ChildEnded(4, 0, JOB, new Notice.Outcome.Void(), Amount.of(1), Amount.of(8)),
        new Notice.EffectsRefused(5, Set.of(0, 3, 63)),
        new Notice.EffectsRefused(0, Set.of()));
  }

  @Test
  void hasTheBytesThatTheContractWrites() {
    var amount = "0000000000000000000000000000000";
    var job = "ab".repeat(32);
    var none = "00".repeat(8 + 32 + 8);

    assertThat(notices().stream().map(NoticeCodec::encode).map(HexFormat.of()::formatHex))
        .containsExactly(
            "01000000030102"
                + job
                + "000000000100000000"
                + "cd".repeat(32)
                + "0000000000000007"
                + (amount + "5")
                + (amount + "6"),
            "0100000004003f" + job + "01" + none + (amount + "0") + (amount + "9"),
            "01000000040000" + job + "02" + none + (amount + "1") + (amount + "8"),
            "02000000058000000000000009",
            "02000000000000000000000000");
  }

  @ParameterizedTest
  @MethodSource("notices")
  void readsBackAsWritten(Notice notice) {
    assertThat(NoticeCodec.decode(NoticeCodec.encode(notice))).isEqualTo(notice);
  }

  @ParameterizedTest
  @MethodSource("notices")
  void refusesWhatIsCutOffOrGoesOn(Notice notice) {
    var bytes = NoticeCodec.encode(notice);

    for (var size = 0; size < bytes.length; size++) {
      refuses(Arrays.copyOf(bytes, size));
    }
    refuses(Arrays.copyOf(bytes, bytes.length + 1));
  }

  @ParameterizedTest
  @MethodSource("notices")
  void readsMutantsAsTheyAreOrNotAtAll(Notice notice) {
    var random = new Random(7);
    for (var i = 0; i < 2_000; i++) {
      var mutant = NoticeCodec.encode(notice);
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      try {
        assertThat(NoticeCodec.encode(NoticeCodec.decode(mutant))).isEqualTo(mutant);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageNotContaining("\n");
      }
    }
  }

  @Test
  void knowsNoEffectsBeyondThoseOfATurn() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Notice.EffectsRefused(0, Set.of(64)));
  }

  private static void refuses(byte[] bytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> NoticeCodec.decode(bytes));
  }
}
