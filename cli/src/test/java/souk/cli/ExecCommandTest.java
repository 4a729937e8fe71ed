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

  private static Path agent(String name) {
    return module("agents/" + name);
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
  void tellsEachTurnOfAnAgentAndWhatItWants() {
    var run = exec(agent("ends"), "--turns", "2", "none");

    assertThat(run.exitCode()).as(run.messages()).isZero();
    assertThat(run.text()).isEqualTo("..");
    assertThat(run.messages())
        .containsPattern("turn 0: [1-9][0-9]* fuel, state 0x[0-9a-f]{8}\n")
        .contains("turn 1 pays 0.000042 to 0x0102030405060708090a0b0c0d0e0f1011121314\n")
        .containsPattern("status +exited with 0\n")
        .containsPattern("turns +2\n");
  }

  @Test
  void givesEffectsAndTraceOfAnAgentToAProgram() {
    assertThat(exec(agent("ends"), "--turns", "1", "--json", "none").text())
        .containsPattern("\"turns\":1,\"effectsRoot\":\"0x[0-9a-f]{64}\"")
        .contains(
            "\"effects\":[{\"turn\":0,\"effect\":\"pay\","
                + "\"to\":\"0x0102030405060708090a0b0c0d0e0f1011121314\",\"amount\":\"0.000042\"}]")
        .containsPattern("\"trace\":\\[\"0x[0-9a-f]{64}\"\\]");
  }

  @Test
  void saysWhichTurnWasDropped() {
    assertThat(exec(agent("ends"), "--turns", "5", "unreachable").messages())
        .containsPattern("turn 2: [1-9][0-9]* fuel, dropped\n")
        .containsPattern("status +trapped")
        .containsPattern("turns +2\n");
  }

  @Test
  void goesOnFromASavedTurnAsIfItHadNeverStopped() {
    var kept = directory.resolve("kept");
    var whole = exec(agent("keeper"), "--turns", "3", "--json", "--save", kept.toString());

    var rest =
        exec(
            agent("keeper"),
            "--turns",
            "3",
            "--json",
            "--resume",
            kept.resolve("turn-1.checkpoint").toString());

    assertThat(whole.messages()).contains("turn 0: ");
    assertThat(rest.messages()).doesNotContain("turn 0: ").contains("turn 1: ");
    assertThat(rest.text()).isEqualTo(whole.text());
  }

  @Test
  void goesOnFromNoOtherAgentsTurnAndFromNoDamagedOne() throws IOException {
    var kept = directory.resolve("kept");
    var checkpoint = kept.resolve("turn-1.checkpoint");
    exec(agent("keeper"), "--turns", "1", "--save", kept.toString());

    assertRefused(
        exec(agent("ends"), "--turns", "1", "--resume", checkpoint.toString()), "another job");
    Files.write(kept.resolve("turn-1.state"), new byte[] {1});
    assertRefused(
        exec(agent("keeper"), "--turns", "1", "--resume", checkpoint.toString()),
        "turn-1.checkpoint");
  }

  @Test
  void saysHowToRunWhatIsAnAgent() {
    assertRefused(exec(agent("keeper")), "keeper.wasm is an agent: say how many turns");
    assertRefused(exec(module("echo"), "--turns", "2"), "turn");
    assertRefused(exec(module("echo"), "--message", "hello"), "--turns");
    assertRefused(exec(module("echo"), "--save", "kept"), "--turns");
    assertRefused(exec(agent("keeper"), "--turns", "2", "--input", "-"), "--message");
    assertRefused(exec(agent("keeper"), "--turns", "65"), "1..64");
    assertRefused(exec(agent("keeper"), "--turns", "-1"), "1..64");
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
