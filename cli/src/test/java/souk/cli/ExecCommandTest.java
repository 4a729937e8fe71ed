package souk.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;

class ExecCommandTest {
  private static final Path MODULES = Path.of("../runtime/src/test/resources/wasm");

  @TempDir private Path directory;

  private CliRun exec(Path module, String... more) {
    var args = new ArrayList<>(List.of("exec", module.toString()));
    args.addAll(List.of("--home", directory.resolve("home").toString()));
    args.addAll(List.of(more));
    return CliRun.withInput("from the pipe".getBytes(UTF_8), args.toArray(String[]::new));
  }

  private static Path module(String name) {
    return MODULES.resolve(name + ".wasm");
  }

  @Test
  void givesOutputAsDataAndTheReportAsMessage() {
    var run = exec(module("echo"), "--input", "-", "--price", "1000");

    assertThat(run.exitCode()).isZero();
    assertThat(run.text()).isEqualTo("from the pipe");
    assertThat(run.messages())
        .containsPattern("status +exited with 0\n")
        .containsPattern("fuel used +[1-9][0-9]*\n")
        .containsPattern("output digest +" + Cid.text(Digests.sha256(run.output().toArray())))
        .containsPattern("cost +0\\.[0-9]+\n");
  }

  @Test
  void givesOneJsonObjectWithTheOutputInside() {
    assertThat(exec(module("echo"), "--input", "-", "--json").text())
        .matches(
            "\\{\"status\":\"exited with 0\",\"fuelUsed\":\\d+,\"outputBytes\":13,"
                + "\"outputDigest\":\"bafkrei\\w+\",\"output\":\"from the pipe\"}\n");
  }

  @Test
  void writesTheOutputToAFile() throws IOException {
    var file = directory.resolve("out");

    var run = exec(module("echo"), "--input", "-", "--output", file.toString());

    assertThat(run.text()).isEmpty();
    assertThat(file).hasContent("from the pipe");
  }

  @Test
  void handsOverArgumentsAndDirectoriesFileByFile() throws IOException {
    Files.createDirectories(directory.resolve("data/inner"));
    Files.writeString(directory.resolve("data/inner/words.txt"), "many words\n");

    var run =
        exec(
            Path.of("../examples/search/search.wasm"),
            "--mount",
            directory.resolve("data") + "=texts",
            "--arg",
            "0",
            "words",
            "/texts");

    assertThat(run.text()).startsWith("/texts/inner/words.txt:1: many words");
  }

  @Test
  void saysPlainlyThatAnEndlessLoopRanOutOfFuel() {
    var run = exec(module("endless"), "--fuel", "1M");

    assertThat(run.exitCode()).isZero();
    assertThat(run.messages())
        .containsPattern("status +out of fuel")
        .containsPattern("fuel used +1000000\n");
  }

  @Test
  void refusesWhatIsNoWebAssembly() throws IOException {
    var text = Files.writeString(directory.resolve("notes.txt"), "not a module");

    assertRefused(exec(text), "notes.txt");
  }

  @Test
  void refusesModulesThatImportWhatDoesNotExist() {
    assertRefused(exec(module("refused/unknown-import")), "import");
  }

  @Test
  void endsAMemoryBombAtItsLimit() {
    assertThat(exec(module("memory-bomb"), "--memory", "64").messages())
        .containsPattern("status +exited with 0\n");
  }

  @Test
  void endsAFloodOfOutputAtItsLimit() throws IOException {
    var file = directory.resolve("out");

    var run = exec(module("flood"), "--output", file.toString());

    assertThat(run.messages()).containsPattern("status +trapped.* wrote more than 8388608 bytes");
    assertThat(Files.size(file)).isEqualTo(8 << 20);
  }

  @Test
  void namesInputsThatAreMissing() {
    assertThat(exec(module("echo"), "--input", "nowhere").messages())
        .isEqualTo("souk: no such file: nowhere\n");
    assertThat(exec(module("echo"), "--mount", "nowhere=here").messages())
        .isEqualTo("souk: no such file or directory: nowhere\n");
    assertThat(exec(Path.of("nowhere.wasm")).exitCode()).isEqualTo(2);
  }

  @Test
  void refusesAnOutputFileThatCannotBeBeforeItRunsAnything() {
    assertThat(exec(module("endless"), "--output", "/no/such/place").messages())
        .isEqualTo("souk: cannot write a file there: /no/such/place\n");
  }

  private static void assertRefused(CliRun run, String named) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).startsWith("souk: ").contains(named).hasLineCount(1);
    assertThat(run.text()).isEmpty();
  }
}
