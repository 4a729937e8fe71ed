package souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Golden files; {@code -Dgolden.write} writes them anew. */
class HelpTest {
  private static final Path GOLDEN = Path.of("src/test/resources/souk/cli/help");

  static Stream<CommandLine> commands() {
    return withSubcommands(SoukCommand.commandLine());
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(HelpTest::withSubcommands));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpSaysWhatTheGoldenFileSays(CommandLine command) throws IOException {
    var file = GOLDEN.resolve(command.getCommandSpec().qualifiedName("-") + ".txt");
    var help = command.getUsageMessage(Ansi.OFF).replace(System.lineSeparator(), "\n");
    if (System.getProperty("golden.write") != null) {
      Files.writeString(file, help);
    }

    assertThat(help).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandTakesHelp(CommandLine command) {
    assertThat(command.getCommandSpec().optionsMap()).containsKey("--help");
  }
}
