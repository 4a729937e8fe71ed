package souk.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
  private static final Setting<Integer> PORT =
      Setting.of("api.port", "0..99", "A port.", Readers.integer(0, 99)).otherwise(7);
  private static final Setting<List<String>> NAMES =
      Setting.of("api.given-names", "NAME, ...", "Names.", Readers.list(Function.identity()));
  private static final List<Setting<?>> ALL = List.of(PORT, NAMES);

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("node.toml");
  }

  @Test
  void theDefaultHoldsWhereNothingIsSaid() {
    var values = new Sources(Map.of(), Map.of(), Optional.empty()).read(ALL);

    assertThat(values.get(PORT)).isEqualTo(7);
    assertThat(values.find(NAMES)).isEmpty();
  }

  @Test
  void aFlagIsStrongerThanAVariableAndAVariableThanTheFile() throws IOException {
    write("[api]", "port = 1", "given-names = ['a', 'b']");
    var environment = Map.of("SOUK_API_PORT", "2");

    assertThat(read(Map.of(), Map.of()).get(PORT)).isEqualTo(1);
    assertThat(read(Map.of(), environment).get(PORT)).isEqualTo(2);
    assertThat(read(Map.of("api.port", "3"), environment).get(PORT)).isEqualTo(3);
    assertThat(read(Map.of(), environment).get(NAMES)).containsExactly("a", "b");
  }

  @Test
  void tellsEverythingThatIsWrongWithItsLine() throws IOException {
    write("[api]", "port = 100", "", "prt = 1", "given-names = 1.5", "[other]", "x = 1");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(Map.of("no.such", "1"), Map.of()))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        "node.toml:2: api.port: it is a whole number, 0..99: '100'",
                        "node.toml:4: there is no setting api.prt; there are api.given-names,"
                            + " api.port",
                        "node.toml:5: api.given-names is text, a number, true, false, or a list"
                            + " of those",
                        "node.toml:7: there is no setting other.x; tables are api",
                        "flag: there is no setting no.such; tables are api"));
  }

  @Test
  void namesTheVariableThatIsWrong() {
    var sources = new Sources(Map.of(), Map.of("SOUK_API_PORT", "x"), Optional.empty());

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> sources.read(ALL))
        .withMessage("SOUK_API_PORT: api.port: it is a whole number, 0..99: 'x'");
  }

  @Test
  void tellsTheLineOfWhatIsNoToml() throws IOException {
    write("[api]", "port = = 1", "given-names = [");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(Map.of(), Map.of()))
        .satisfies(e -> assertThat(e.problems().getFirst()).startsWith("node.toml:2: "));
  }

  @Test
  void refusesAFileThatIsNotThereOrNoText() throws IOException {
    assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> read(Map.of(), Map.of()));

    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> read(Map.of(), Map.of()));
  }

  @Test
  void refusesAFileOfAMegabyteAndMore() throws IOException {
    Files.writeString(file, "#".repeat((1 << 20) + 1));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(Map.of(), Map.of()))
        .withMessageContaining("more than 1048576 bytes");
  }

  @Test
  void aSampleIsAFileThatChangesNothing() throws IOException {
    Files.writeString(file, SettingsFile.sample("Settings of a test.", ALL));

    assertThat(read(Map.of(), Map.of()).get(PORT)).isEqualTo(7);
    assertThat(file).content().contains("# A port.", "# 0..99; SOUK_API_PORT", "#port = 7");
  }

  @Test
  void showsWhatHoldsAndWhereItWasSaid() throws IOException {
    write("[api]", "given-names = 'a,b'");

    assertThat(SettingsFile.effective(read(Map.of(), Map.of()), ALL))
        .isEqualTo("[api]\nport = 7 # default\ngiven-names = \"a,b\" # node.toml:2\n");
  }

  private Values read(Map<String, String> flags, Map<String, String> environment) {
    return new Sources(flags, environment, Optional.of(file)).read(ALL);
  }

  private void write(String... lines) throws IOException {
    Files.write(file, List.of(lines));
  }
}
