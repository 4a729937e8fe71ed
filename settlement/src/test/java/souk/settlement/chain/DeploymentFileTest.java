package souk.settlement.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

class DeploymentFileTest {
  private static final Deployment DEPLOYMENT =
      new Deployment(
          31_337,
          Hash.parse("11".repeat(32)),
          Address.parse("22".repeat(20)),
          Address.parse("33".repeat(20)),
          Address.parse("44".repeat(20)),
          new Court(
              Address.parse("55".repeat(20)),
              Address.parse("66".repeat(20)),
              Address.parse("77".repeat(20)),
              Address.parse("88".repeat(20)),
              Address.parse("99".repeat(20)),
              Address.parse("9a".repeat(20))),
          Address.parse("aa".repeat(20)),
          Address.parse("bb".repeat(20)),
          Address.parse("cc".repeat(20)),
          Address.parse("dd".repeat(20)),
          Address.parse("ee".repeat(20)),
          6,
          7);

  @TempDir private Path directory;

  @Test
  void readsWhatWasWritten() {
    var file = directory.resolve("deployment.json");

    DeploymentFile.write(DEPLOYMENT, file);

    assertThat(DeploymentFile.read(file)).isEqualTo(DEPLOYMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "[]", "{}", "{\"chainId\": -1}", "{\"chainId\": \"1\"}"})
  void refusesFilesThatSayNoDeployment(String text) throws IOException {
    var file = Files.writeString(directory.resolve("deployment.json"), text);

    assertThatExceptionOfType(ChainException.class)
        .isThrownBy(() -> DeploymentFile.read(file))
        .withMessageContaining("deployment.json is no deployment file")
        .matches(failure -> !failure.isRetryable());
  }

  @Test
  void namesTheFileThatIsMissing() {
    assertThatExceptionOfType(ChainException.class)
        .isThrownBy(() -> DeploymentFile.read(directory.resolve("nowhere.json")))
        .withMessageContaining("nowhere.json cannot be read");
  }
}
