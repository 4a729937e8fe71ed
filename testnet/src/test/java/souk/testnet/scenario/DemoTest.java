package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.value.Amount;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.demo.Demo;
import souk.testnet.demo.Narrators;
import souk.testnet.examples.ExampleFiles;

class DemoTest {
  private static final int JOBS = 24;

  @TempDir Path directory;

  @Test
  void demoCatchesTheCheatAndAccountsForEveryUnit() throws Exception {
    var told = new ByteArrayOutputStream();
    var out = new PrintStream(told, true, StandardCharsets.UTF_8);
    try (var testnet = Testnet.prepare(TestnetPlan.demo(), directory.resolve("testnet"))) {
      var outputs = directory.resolve("outputs");
      var narrator = Narrators.on(out, true, TestnetPlan.DECIMALS);
      var summary = Demo.run(testnet, narrator, ExampleFiles.projectRoot(), outputs, JOBS);
      narrator.conclude(summary);

      assertThat(summary.holds()).as(told.toString(StandardCharsets.UTF_8)).isTrue();
      assertThat(summary.jobs()).isEqualTo(JOBS);
      assertThat(summary.slashed()).isGreaterThan(Amount.ZERO);
      assertThat(summary.changes().values().stream().reduce(BigInteger.ZERO, BigInteger::add))
          .isZero();
      assertThat(outputs.resolve("mandelbrot-antenna.png")).isNotEmptyFile();
      assertLastLineIsTheSummary(told.toString(StandardCharsets.UTF_8));
      assertThat(outputs).isNotEmptyDirectory();
    }
  }

  private static void assertLastLineIsTheSummary(String told) throws Exception {
    var summary = new ObjectMapper().readTree(told.lines().toList().getLast()).get("summary");

    assertThat(summary.get("wrongResultsPaid").asInt()).isZero();
    assertThat(summary.get("moneyConserved").asBoolean()).isTrue();
    assertThat(summary.get("settled").asInt() + summary.get("refunded").asInt()).isEqualTo(JOBS);
  }
}
