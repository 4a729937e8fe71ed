package souk.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartUpTest {
  private static final List<String> HEAVY =
      List.of(
          " org.web3j",
          " org.bouncycastle",
          " io.javalin",
          " org.sqlite",
          " okhttp3",
          " run.endive",
          " org.slf4j");

  @Test
  void versionNamesTheProgram() throws Exception {
    assertThat(run("-Xlog:disable", "--version")).matches("souk \\d+\\.\\d+\\.\\d+\\S*\\s*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "--help"})
  void loadsNothingHeavyToSayAboutItself(String flag) throws Exception {
    var loaded = run("-Xlog:class+load", flag).lines().toList();

    assertThat(loaded).anyMatch(line -> line.contains("souk.cli.SoukCommand "));
    assertThat(loaded).noneMatch(line -> HEAVY.stream().anyMatch(line::contains));
  }

  @Test
  void takesFlagsFromTheEnvironment() throws Exception {
    assertThat(run("-Xlog:disable", "wallet", "list")).contains("no wallet in nowhere");
  }

  private static String run(String jvmFlag, String... arguments)
      throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classPath = System.getProperty("java.class.path");
    var command = new ArrayList<>(List.of(java, jvmFlag, "-cp", classPath));
    command.add(Program.class.getName());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SOUK_HOME", "nowhere");
    var process = builder.start();
    try {
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  /** The command line as a program of its own. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      System.exit(SoukCommand.commandLine().execute(args));
    }
  }
}
