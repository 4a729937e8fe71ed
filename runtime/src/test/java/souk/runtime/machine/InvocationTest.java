package souk.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.job.Arguments;
import souk.protocol.job.Mount;
import souk.protocol.value.Fuel;

final class InvocationTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "/etc/passwd", "../secret", "a//b", "a/./b", "a/"})
  void refusesMalformedPaths(String path) {
    assertThatThrownBy(() -> withMounts(List.of(path)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mount");
  }

  @Test
  void refusesAPathThatIsAFileAndADirectory() {
    assertThatThrownBy(() -> withMounts(List.of("docs", "docs/a.txt")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("below a file: 'docs/a.txt'");
  }

  @Test
  void refusesLimitsOutsideTheirRange() {
    assertThatThrownBy(() -> Limits.of(Fuel.ZERO, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Limits.of(new Fuel(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limits(new Fuel(1), 1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesTooManyMounts() {
    var paths = IntStream.rangeClosed(0, Mount.MAX_COUNT).mapToObj(Integer::toString).toList();

    assertThatThrownBy(() -> withMounts(paths))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 1024 files");
  }

  @Test
  void refusesTooManyBytes() {
    var part = Bytes.of(new byte[Machine.MAX_INPUT_BYTES / 16]);
    var mounts = new TreeMap<String, Bytes>();
    for (var i = 0; i < 16; i++) {
      mounts.put("part" + i, part);
    }

    assertThat(new Invocation(Bytes.EMPTY, Arguments.NONE, Bytes.EMPTY, mounts).mounts())
        .hasSize(16);
    assertThatThrownBy(() -> new Invocation(Bytes.EMPTY, Arguments.NONE, Bytes.utf8("x"), mounts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 268435456 bytes, not 268435457");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65})
  void refusesNoTurnsAndTooMany(int turns) {
    var invocation = Invocation.of(Bytes.EMPTY, Bytes.EMPTY);

    assertThatThrownBy(
            () -> new AgentJob(invocation, Limits.of(new Fuel(1), 1), turns, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1..64 turns, not " + turns);
  }

  private static Invocation withMounts(List<String> paths) {
    var mounts = new TreeMap<String, Bytes>();
    paths.forEach(path -> mounts.put(path, Bytes.EMPTY));
    return new Invocation(Bytes.EMPTY, Arguments.NONE, Bytes.EMPTY, mounts);
  }
}
