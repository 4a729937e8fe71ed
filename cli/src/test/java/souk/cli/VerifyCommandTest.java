package souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  @TempDir private Path directory;

  @Test
  void saysWhereThereIsNoReport() {
    var run = CliRun.of("verify", "--report", directory.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).isEqualTo("souk: there is no report in " + directory + "\n");
  }

  @Test
  void aReportIsOfOneAttempt() {
    var run = CliRun.of("verify", "--report", directory.toString(), "--attempt", "2");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).contains("leave --attempt out");
  }
}
