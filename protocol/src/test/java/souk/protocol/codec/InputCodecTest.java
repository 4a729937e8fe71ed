package souk.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.job.Arguments;
import souk.protocol.job.Mount;
import souk.protocol.value.Hash;

class InputCodecTest {
  private static final Arguments ARGUMENTS =
      new Arguments(List.of("--top", "10", "ümlaut"), new TreeMap<>(Map.of("A", "b")));
  private static final List<Mount> MOUNTS =
      List.of(new Mount("docs/a.md", Hash.ZERO, 3), new Mount("b", Digests.sha256(), 0));

  @Test
  void argumentsReadBackAsWritten() {
    assertThat(InputCodec.decodeArguments(InputCodec.encode(ARGUMENTS))).isEqualTo(ARGUMENTS);
  }

  @Test
  void mountsReadBackSortedByPath() {
    assertThat(InputCodec.decodeMounts(InputCodec.encode(MOUNTS)))
        .containsExactly(MOUNTS.get(1), MOUNTS.get(0));
  }

  @Test
  void nothingToHandOverHasTheZeroDigest() {
    assertThat(InputCodec.digest(Arguments.NONE)).isEqualTo(Hash.ZERO);
    assertThat(InputCodec.digest(List.of())).isEqualTo(Hash.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tmp", "tmp/a", "tmp/a/b"})
  void refusesMountsInTheScratch(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mount(path, Hash.ZERO, 0))
        .withMessageContaining("does not begin with tmp");
    assertThat(new Mount("tmpfile", Hash.ZERO, 0).path()).isEqualTo("tmpfile");
  }

  @Test
  void refusesTooManyArgumentsAndVariables() {
    var values = Collections.nCopies(Arguments.MAX_COUNT, "x");

    assertThat(new Arguments(values, new TreeMap<>()).values()).hasSize(1_024);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Arguments(values, new TreeMap<>(Map.of("A", "b"))))
        .withMessageContaining("at most 1024");
  }

  @Test
  void refusesTwoMountsAtOnePath() {
    var twice = List.of(MOUNTS.get(0), MOUNTS.get(0));

    assertThatIllegalArgumentException().isThrownBy(() -> InputCodec.encode(twice));
  }

  @Test
  void refusesTruncatedAndExtendedBytes() {
    var bytes = InputCodec.encode(ARGUMENTS);
    for (var length = 0; length < bytes.length; length++) {
      var cut = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException().isThrownBy(() -> InputCodec.decodeArguments(cut));
    }
    var longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatIllegalArgumentException().isThrownBy(() -> InputCodec.decodeArguments(longer));
  }

  @Test
  void randomBytesAreReadCanonicallyOrRefused() {
    var random = new Random(3);
    for (var i = 0; i < 5_000; i++) {
      var bytes = InputCodec.encode(random.nextBoolean() ? ARGUMENTS : Arguments.NONE);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        assertThat(InputCodec.encode(InputCodec.decodeArguments(bytes))).isEqualTo(bytes);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }
  }
}
