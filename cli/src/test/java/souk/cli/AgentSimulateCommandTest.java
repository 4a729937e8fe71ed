package souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentSimulateCommandTest {
  private static final Path TILL = Path.of("../examples/till/till.wasm");
  private static final Path TILLS_INBOX = Path.of("../examples/till/inbox.json");
  private static final Path AGENTS = Path.of("../runtime/src/test/resources/wasm/agents");
  private static final String ACCOUNT = "0x000000000000000000000000000000000000a9e7";
  private static final String OWNER = "0x1111111111111111111111111111111111111111";

  @TempDir private Path directory;

  private CliRun simulate(Path module, String... more) {
    var args = new ArrayList<>(List.of("agent", "simulate", module.toString()));
    args.addAll(List.of("--home", directory.resolve("home").toString()));
    args.addAll(List.of(more));
    return CliRun.of(args.toArray(String[]::new));
  }

  private String inbox(String json) throws IOException {
    return Files.writeString(directory.resolve("inbox.json"), json).toString();
  }

  private static List<JsonNode> lines(CliRun run) throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (var line : run.text().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void anAgentLivesFromTurnToTurn() {
    var run = simulate(TILL, "--inbox", TILLS_INBOX.toString());

    assertThat(run.exitCode()).as(run.messages()).isZero();
    assertThat(run.text())
        .isEqualTo(
            """
            turn 0 of ACCOUNT: 0 receipts, 0 in the till
            turn 1 of ACCOUNT: 2 receipts, 100000000 in the till
            turn 2 of ACCOUNT: 2 receipts, 90000000 in the till
            """
                .replace("ACCOUNT", ACCOUNT));
    assertThat(run.messages())
        .containsPattern("turn 1: kept, [0-9]+ fuel, 200 in the account\n")
        .contains("turn 2 pays 10 to " + OWNER + "\n")
        .containsPattern("state 0x[0-9a-f]{64}, [0-9]+ bytes\n");
  }

  @Test
  void programsGetAnObjectForEachTurn() throws IOException {
    var turns = lines(simulate(TILL, "--inbox", TILLS_INBOX.toString(), "--json"));

    assertThat(turns).hasSize(3);
    assertThat(turns.get(1).path("effects"))
        .hasSize(2)
        .allSatisfy(effect -> assertThat(effect.path("effect").asText()).isEqualTo("send"));
    assertThat(turns.get(2).path("balance").asText()).isEqualTo("190");
    assertThat(turns.get(2).path("kept").asBoolean()).isTrue();
  }

  @Test
  void goesOnFromAStateThatWasKept() throws IOException {
    var state = directory.resolve("till.state").toString();
    var whole = lines(simulate(TILL, "--inbox", TILLS_INBOX.toString(), "--json")).getLast();
    var payOut = "[[{\"sender\": \"%s\", \"text\": \"pay out\"}]]".formatted(OWNER);
    simulate(TILL, "--inbox", TILLS_INBOX.toString(), "--turns", "2", "--save-state", state);

    var rest =
        lines(
            simulate(
                TILL,
                "--inbox",
                inbox(payOut),
                "--state",
                state,
                "--first-turn",
                "2",
                "--balance",
                "200",
                "--posted-at",
                "1970-01-01T00:02:00Z",
                "--json"));

    assertThat(rest).singleElement().isEqualTo(whole);
  }

  @Test
  void refusesWhatGoesOverTheBudgetOrTheAccount() throws IOException {
    var mail = "[[{\"sender\": \"%s\", \"value\": \"6\", \"text\": \"ab\"}]]".formatted(OWNER);

    var overBudget = simulate(AGENTS.resolve("caller.wasm"), "--inbox", inbox(mail));
    var overAccount =
        simulate(
            AGENTS.resolve("caller.wasm"),
            "--inbox",
            inbox(mail),
            "--balance",
            "1",
            "--budget",
            "100");

    assertThat(overBudget.messages())
        .contains("turn 0 pays 6 to " + OWNER + "\n")
        .contains(
            "turn 0 sends 2 bytes and 6 to " + OWNER + ": refused, the turn's budget is less");
    assertThat(overAccount.messages())
        .contains("1 in the account")
        .contains("turn 0 sends 2 bytes and 6 to " + OWNER + ": refused, the account has less");
  }

  @Test
  void aDroppedTurnGivesTheMoneyBackAndCountsForNothing() throws IOException {
    var chained = AGENTS.resolve("chained.wasm");
    var mail = "[[], [{\"sender\": \"%s\", \"value\": \"5\"}]]".formatted(OWNER);

    var turns = lines(simulate(chained, "--inbox", inbox(mail), "--json"));

    assertThat(turns.getFirst().path("kept").asBoolean()).isFalse();
    assertThat(turns.getFirst().path("status").asText()).isEqualTo("exited with 44");
    assertThat(turns.getFirst().path("balance").asText()).isEqualTo("100");
    assertThat(turns.getLast().path("turn").asInt()).isZero();
    assertThat(turns.getLast().path("kept").asBoolean()).isTrue();
  }

  @Test
  void keepsNoStateThatIsNone() {
    var run =
        simulate(
            AGENTS.resolve("chained.wasm"),
            "--save-state",
            directory.resolve("none.state").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).contains("there is no state to keep");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|an inbox is a JSON array",
        "[{}]|an inbox is a JSON array",
        "[[|it is not JSON at line 1",
        "[[5]]|turn 0, message 0: a message is a JSON object",
        "[[], [{}]]|turn 1, message 0: a message has a sender",
        "[[{\"sender\": \"0x12\"}]]|turn 0, message 0: an address has",
        "[[{\"sender\": \"A\", \"value\": \"-1\"}]]|turn 0, message 0: an amount is digits",
        "[[{\"sender\": \"A\", \"value\": 1}]]|all of them strings",
        "[[{\"sender\": \"A\", \"cost\": \"1\"}]]|a message has sender, value and text",
        "[[{\"sender\": \"A\", \"text\": \"\", \"base64\": \"\"}]]|not both"
      })
  void saysWhatIsWrongWithAnInbox(String json, String reason) throws IOException {
    var run = simulate(TILL, "--inbox", inbox(json.replace("\"A\"", '"' + OWNER + '"')));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).contains("inbox.json: ").contains(reason);
    assertThat(run.messages().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"--turns,0", "--turns,100001", "--first-turn,-1", "--state,missing"})
  void saysWhatItCannotDo(String flag, String value) {
    var run = simulate(TILL, flag, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages().lines()).hasSize(1);
  }

  @Test
  void aProgramThatIsNoAgentIsRefused() {
    var run = simulate(AGENTS.resolveSibling("hello.wasm"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).contains("exports no function turn");
  }
}
