package souk.runtime.machine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.job.Arguments;
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

  private static Invocation withMounts(List<String> paths) {
    var mounts = new TreeMap<String, Bytes>();
    paths.forEach(path -> mounts.put(path, Bytes.EMPTY));
    return new Invocation(Bytes.EMPTY, Arguments.NONE, Bytes.EMPTY, mounts);
  }
}
