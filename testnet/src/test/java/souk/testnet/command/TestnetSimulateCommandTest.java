package souk.testnet.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import souk.cli.SoukCommand;

/** The help is a golden file; {@code -Dgolden.write} writes it anew. */
class TestnetSimulateCommandTest {
  private static final Path HELP =
      Path.of("src/test/resources/souk/testnet/command/souk-testnet-simulate.txt");

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @Test
  void helpSaysWhatTheGoldenFileSays() throws IOException {
    var testnet = subcommand(SoukCommand.commandLine(new TestnetCommand()), "testnet");
    var help = subcommand(testnet, "simulate").getUsageMessage(Ansi.OFF);
    if (System.getProperty("golden.write") != null) {
      Files.writeString(HELP, help);
    }

    assertThat(help).isEqualTo(Files.readString(HELP));
  }

  @Test
  void tellsOnePolicyAsOneObject() {
    assertThat(run("--policy", "wrong-always", "--jobs", "1000", "--json")).isZero();

    assertThat(data.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("{\"rules\":\"protocol\",\"policy\":\"wrong-always\",\"jobs\":1000,");
  }

  @Test
  void namesThePoliciesThereAre() {
    assertThat(run("--policy", "generous")).isEqualTo(2);

    assertThat(messages.toString(StandardCharsets.UTF_8))
        .contains("no policy generous: one of honest, wrong-always,");
  }

  @Test
  void theSameSeedDrawsTheSameBytes() throws IOException {
    var one = folder.resolve("one.svg");
    var other = folder.resolve("other.svg");

    assertThat(run("--plot", one.toString())).isZero();
    assertThat(run("--plot", other.toString())).isZero();

    assertThat(one).hasSameBinaryContentAs(other);
    assertThat(Path.of("../docs/attack-wave.svg")).hasSameBinaryContentAs(one);
  }

  @Test
  void saysWhereItCannotDraw() {
    assertThat(run("--plot", folder.resolve("nowhere/wave.svg").toString())).isEqualTo(2);

    assertThat(messages.toString(StandardCharsets.UTF_8)).contains("choose another file");
  }

  private static CommandLine subcommand(CommandLine of, String name) {
    return Objects.requireNonNull(of.getSubcommands().get(name));
  }

  private int run(String... options) {
    var out = System.out;
    var err = System.err;
    try {
      System.setOut(new PrintStream(data, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
      var arguments = new String[options.length + 2];
      arguments[0] = "testnet";
      arguments[1] = "simulate";
      System.arraycopy(options, 0, arguments, 2, options.length);
      return SoukCommand.commandLine(new TestnetCommand()).execute(arguments);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
