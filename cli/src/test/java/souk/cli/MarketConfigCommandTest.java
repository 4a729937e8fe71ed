package souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketConfigCommandTest {
  private static final Path DOCUMENTED = Path.of("../docs/market.toml");

  @TempDir private Path directory;

  @Test
  void theDocumentedFileIsWhatTheCommandPrints() throws IOException {
    var run = CliRun.of("market", "config");
    if (System.getProperty("golden.write") != null) {
      Files.writeString(DOCUMENTED, run.text());
    }

    assertThat(run.exitCode()).isZero();
    assertThat(run.text()).isEqualTo(Files.readString(DOCUMENTED));
  }

  @Test
  void theDocumentedFileIsValid() {
    var run = CliRun.of("market", "config", "--check", "--config", DOCUMENTED.toString());

    assertThat(run.messages()).isEmpty();
    assertThat(run.text()).contains("port = 7070 # default");
  }

  @Test
  void flagsAreStrongerThanTheFile() throws IOException {
    var file = directory.resolve("node.toml");
    Files.write(file, List.of("[api]", "port = 1", "host = '::1'"));

    var run = CliRun.of("market", "config", "--check", "--config", file.toString(), "--port", "2");

    assertThat(run.text()).contains("port = 2 # flag", "host = \"::1\" # node.toml:3");
  }

  @Test
  void aNodeWithBadSettingsSaysAllThatIsWrongAndEnds() throws IOException {
    var file = directory.resolve("node.toml");
    Files.write(file, List.of("[api]", "port = 70000", "[blobs]", "capacity = 'much'"));

    var run = CliRun.of("market", "run", "--config", file.toString(), "--set", "x.y=1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("souk: "))
        .anyMatch(line -> line.contains("node.toml:2: api.port: "))
        .anyMatch(line -> line.contains("node.toml:4: blobs.capacity: "))
        .anyMatch(line -> line.contains("flag: there is no setting x.y"));
  }

  @Test
  void refusesLimitsOfEndpointsThatNobodyCouldMean() {
    var run =
        CliRun.of(
            "market",
            "config",
            "--check",
            "--set=chain.deadline=0s",
            "--set=chain.most-response=1KiB",
            "--set=chain.survey-interval=2d");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("chain.deadline: it is 1s..600s"))
        .anyMatch(line -> line.contains("chain.most-response: it is 64KiB..1GiB"))
        .anyMatch(line -> line.contains("chain.survey-interval: it is 1s..3600s"));
  }

  @Test
  void aFlagCountsForOneCommandAlone() {
    CliRun.of("market", "config", "--check", "--port", "2");

    assertThat(CliRun.of("market", "config", "--check").text()).contains("port = 7070 # default");
  }
}
