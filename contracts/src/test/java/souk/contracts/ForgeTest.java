package souk.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The build calls forge through {@code forge.mjs}, so its exit code is what turns the build red.
 */
class ForgeTest {
  private static final Path CONTRACTS = Path.of("").toAbsolutePath();

  @TempDir Path project;

  @Test
  void failsTheBuildWhenASolidityTestFails() throws Exception {
    writeProject("require(false, \"this test fails\");");

    var run = forge("test");

    assertThat(run.exit()).as(run.output()).isEqualTo(1);
    assertThat(run.output()).contains("this test fails");
  }

  @Test
  void passesTheBuildWhenAllSolidityTestsPass() throws Exception {
    writeProject("require(true, \"this test passes\");");

    var run = forge("test");

    assertThat(run.exit()).as(run.output()).isZero();
  }

  @Test
  void failsTheBuildOnALintWarning() throws Exception {
    writeProject("uint256 wide = 2; uint8 narrow = uint8(wide); require(narrow == 2);");

    var run = forge("lint", "--quiet", "test");

    assertThat(run.exit()).as(run.output()).isEqualTo(1);
    assertThat(run.output()).contains("unsafe-typecast");
  }

  private void writeProject(String body) throws IOException {
    Files.createDirectories(project.resolve("test"));
    Files.writeString(
        project.resolve("foundry.toml"),
        """
        [profile.default]
        offline = true
        deny = "warnings"
        solc = "%s"
        """
            .formatted(CONTRACTS.resolve("solc.mjs").toString().replace('\\', '/')));
    Files.writeString(
        project.resolve("test/OneTest.sol"),
        """
        // SPDX-License-Identifier: Apache-2.0
        pragma solidity 0.8.37;

        contract OneTest {
            function test_one() external pure {
                %s
            }
        }
        """
            .formatted(body));
  }

  private Run forge(String... arguments) throws IOException, InterruptedException {
    var output = project.resolve("output.txt");
    var command = new ArrayList<>(List.of("node", CONTRACTS.resolve("forge.mjs").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--root", "."));
    var process =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("forge ends").isTrue();
      return new Run(process.exitValue(), Files.readString(output, UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private record Run(int exit, String output) {}
}
