package souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.JobRequest;
import souk.protocol.codec.Digests;
import souk.protocol.codec.NoticeCodec;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Notice;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;

/** The example agents that have others work. */
class DelegatingAgentsTest {
  private static final Path EXAMPLES = Path.of("../examples");
  private static final String CUSTOMER = "0x1111111111111111111111111111111111111111";
  private static final String CHECKER = "0x2222222222222222222222222222222222222222";
  private static final Hash HASH = Digests.sha256(new byte[] {1});
  private static final Hash OTHER = Digests.sha256(new byte[] {2});
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void theOrchestratorPutsPartsTogetherAsIfTheyHadBeenOne() throws IOException {
    var whole = iris(0, 150);
    var first = iris(0, 70);
    var second = iris(70, 150);

    var turns =
        simulate(
            "orchestrator",
            List.of(
                List.of(message(CUSTOMER, "4", order(2))),
                List.of(ended(0, 0, first), message(CUSTOMER, "0", second)),
                List.of(ended(0, 1, second), message(CUSTOMER, "0", first)),
                List.of(message(CHECKER, "0", "right " + digest(whole)))));

    assertThat(turns.getFirst().path("effects").findValuesAsText("effect"))
        .containsExactly("spawn", "spawn");
    assertThat(turns.get(1).path("effects")).isEmpty();
    assertThat(turns.get(2).path("output").asText()).isEqualTo(whole);
    assertThat(turns.get(2).path("effects").toString()).contains(CHECKER, "\"1.5\"");
    assertThat(turns.get(3).path("effects").toString())
        .contains(CUSTOMER, "done " + digest(whole), "accuracy  147 right, 98.0%");
  }

  @Test
  void theOrchestratorGivesBackWhatItDidNotSpend() throws IOException {
    var output = iris(0, 150);
    var failed =
        new Notice.ChildEnded(0, 1, HASH, new Notice.Outcome.Refunded(), Amount.ZERO, cost());

    var turns =
        simulate(
            "orchestrator",
            List.of(
                List.of(message(CUSTOMER, "4", order(2))),
                List.of(ended(0, 0, output), notice(failed))));

    assertThat(turns.getLast().path("effects").toString())
        .contains(CUSTOMER, "\"3.9\"", "part 1 could not be done");
  }

  @Test
  void theOrchestratorReturnsWhatIsNoOrderItTakes() throws IOException {
    var turns =
        simulate(
            "orchestrator",
            List.of(
                List.of(message(CUSTOMER, "1", order(2)), message(CUSTOMER, "9", "module mine")),
                List.of(message(CUSTOMER, "4", order(2)), message(CUSTOMER, "5", order(2)))));

    assertThat(turns.getFirst().path("effects").toString())
        .contains("that costs 2500000", "not understood");
    assertThat(turns.getLast().path("effects").toString()).contains("busy", "\"5\"");
  }

  @Test
  void theCheckerSaysWhetherAnOutputIsRight() throws IOException {
    var check = "check %s %s %s %s";

    var turns =
        simulate(
            "checker",
            List.of(
                List.of(
                    message(CUSTOMER, "1.5", check.formatted(HASH, HASH, HASH, digest("right"))),
                    message(CUSTOMER, "1.5", check.formatted(HASH, HASH, HASH, OTHER)),
                    message(CUSTOMER, "1.4", check.formatted(HASH, HASH, HASH, OTHER))),
                List.of(ended(0, 1, "right"), ended(0, 0, "right"))));

    assertThat(turns.getFirst().path("effects").findValuesAsText("effect"))
        .containsExactly("spawn", "spawn", "send");
    assertThat(turns.getFirst().path("effects").toString()).contains("a check costs 1500000");
    assertThat(turns.getLast().path("effects").get(0).toString()).contains("wrong ");
    assertThat(turns.getLast().path("effects").get(1).toString()).contains("right ");
  }

  @Test
  void theChronicleWritesAsManyEntriesAsArePaid() throws IOException {
    var turns =
        simulate(
            "chronicle",
            List.of(List.of(message(CUSTOMER, "0.15", "it is done")), List.of(), List.of()));

    var said = "%s 0 0\n%s 150000 it is done\n".formatted(Hash.ZERO, CUSTOMER);
    assertThat(turns.getFirst().path("output").asText())
        .isEqualTo("entry 1: %s, 2 more are paid\n".formatted(digest(said)));
    assertThat(turns.get(1).path("effects").findValuesAsText("effect")).containsExactly("sleep");
    assertThat(turns.get(2).path("effects")).isEmpty();
  }

  private List<JsonNode> simulate(String example, List<List<Map<String, String>>> inbox)
      throws IOException {
    var module = EXAMPLES.resolve(example).resolve(example + ".wasm");
    var file = Files.writeString(directory.resolve("inbox.json"), JSON.writeValueAsString(inbox));
    var run =
        CliRun.of(
            "agent",
            "simulate",
            module.toString(),
            "--home",
            directory.resolve("home").toString(),
            "--inbox",
            file.toString(),
            "--json");
    assertThat(run.exitCode()).as(run.messages()).isZero();
    var turns = new ArrayList<JsonNode>();
    for (var line : run.text().lines().toList()) {
      turns.add(JSON.readTree(line));
    }
    return turns;
  }

  private static String order(int parts) {
    return "module %s\nchecker %s 1500000\nwhole %s %s\n".formatted(HASH, CHECKER, HASH, OTHER)
        + "part %s %s\n".formatted(HASH, OTHER).repeat(parts);
  }

  private static Map<String, String> message(String from, String value, String text) {
    return Map.of("sender", from, "value", value, "text", text);
  }

  private static Map<String, String> ended(int turn, int effect, String output) {
    var outcome =
        new Notice.Outcome.Settled(
            new ExitStatus.Exited(0),
            Digests.sha256(output.getBytes(StandardCharsets.UTF_8)),
            new Fuel(40_000_000));
    return notice(new Notice.ChildEnded(turn, effect, HASH, outcome, cost(), Amount.ZERO));
  }

  private static Amount cost() {
    return Amount.of(100_000);
  }

  private static Map<String, String> notice(Notice notice) {
    var body = Base64.getEncoder().encodeToString(NoticeCodec.encode(notice));
    return Map.of("sender", Address.ZERO.toString(), "base64", body);
  }

  private static Hash digest(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What examples/iris writes of the flowers from one number to another. */
  private static String iris(int from, int to) throws IOException {
    var lines = Files.readAllLines(EXAMPLES.resolve("data/iris.csv"));
    var part = lines.getFirst() + "\n" + String.join("\n", lines.subList(1 + from, 1 + to)) + "\n";
    var module = Bytes.of(Files.readAllBytes(EXAMPLES.resolve("iris/iris.wasm")));
    var input = Bytes.of(part.getBytes(StandardCharsets.UTF_8));
    var limits = Limits.of(new Fuel(1_000_000_000), JobRequest.DEFAULT_MEMORY);
    var outcome = EndiveEngine.compiled().run(Invocation.of(module, input), limits);
    assertThat(outcome).isInstanceOf(RunOutcome.Completed.class);
    var output = ((RunOutcome.Completed) outcome).execution().output();
    return new String(output.toArray(), StandardCharsets.UTF_8);
  }
}
