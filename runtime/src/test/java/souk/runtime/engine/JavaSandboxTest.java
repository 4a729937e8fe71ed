package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JavaSandboxTest extends SandboxBehaviour {
  private static final Probe PROBE = Probe.java();
  private static final String PRIVATE_ANONYMOUS = "0x22";

  @Override
  Probe probe() {
    return PROBE;
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x21", "0x23", "0x122"})
  void cannotMapMemoryThatItsLimitDoesNotCount(String flags) throws IOException {
    assumeWhole();

    assertThat(tries("map", PRIVATE_ANONYMOUS)).isEqualTo("did: mapped");
    assertThat(tries("map", flags)).startsWith("could not");
  }

  @Test
  void runsWithLessWhereToolsAreMissingAndSaysSo(@TempDir Path temporary) throws IOException {
    var builder = Processes.java(temporary, SandboxReport.class);
    builder.environment().put("PATH", "/nonexistent");
    var report = builder.start();

    var lines =
        new String(report.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("an empty environment");
    assertThat(lines.get(1)).contains("install bubblewrap", "install util-linux");
    assertThat(lines.get(2)).isEqualTo("did:");
  }
}
