package souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Court;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.DeploymentFile;

class ChainFailuresTest {
  private static final Address SOMEBODY = Address.parse("77".repeat(20));

  @TempDir private Path directory;
  private Path deployment = Path.of("");

  @BeforeEach
  void writeDeployment() {
    deployment = directory.resolve("deployment.json");
    DeploymentFile.write(
        new Deployment(
            31_337,
            Hash.parse("11".repeat(32)),
            SOMEBODY,
            SOMEBODY,
            SOMEBODY,
            new Court(SOMEBODY, SOMEBODY, SOMEBODY, SOMEBODY, SOMEBODY, SOMEBODY),
            SOMEBODY,
            SOMEBODY,
            SOMEBODY,
            SOMEBODY,
            SOMEBODY,
            6,
            1),
        deployment);
  }

  private CliRun balance(String rpc) {
    return CliRun.of(
        "wallet",
        "balance",
        SOMEBODY.toString(),
        "--rpc",
        rpc,
        "--deployment",
        deployment.toString());
  }

  @Test
  void saysThatTryingAgainMayHelpWhereTheChainIsUnreachable() {
    var endpoint = new HttpAnswers(200, "");
    var url = endpoint.url();
    endpoint.close();

    var run = balance(url);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.messages())
        .startsWith("souk: ")
        .contains(URI.create(url).getAuthority())
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"x\"}"})
  void saysThatAnEndpointAnswersGarbage(String garbage) {
    try (var endpoint = new HttpAnswers(200, garbage)) {
      var run = balance(endpoint.url());

      assertThat(run.exitCode()).isIn(1, 2);
      assertThat(run.messages()).startsWith("souk: ").hasLineCount(1).doesNotContain("unexpected");
    }
  }

  @Test
  void namesADeploymentFileThatIsNone() throws IOException {
    Files.writeString(deployment, "garbage");

    var run = balance("http://127.0.0.1:1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).contains("deployment.json is no deployment file").hasLineCount(1);
  }

  @Test
  void saysWhatToSetWhereNoChainIsNamed() {
    assertThat(CliRun.of("job", "show", Hash.ZERO.toString()).messages())
        .isEqualTo("souk: no chain is named: give --rpc URL, or set SOUK_RPC\n");
  }
}
