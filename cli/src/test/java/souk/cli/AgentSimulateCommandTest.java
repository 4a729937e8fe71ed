package souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.protocol.codec.NoticeCodec;
import souk.protocol.evidence.Notice;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

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
  void refusesWhatGoesOverTheTurnsBoundOrTheReserve() throws IOException {
    var mail = "[[{\"sender\": \"%s\", \"value\": \"6\", \"text\": \"ab\"}]]".formatted(OWNER);
    var caller = AGENTS.resolve("caller.wasm");

    var overTurn = simulate(caller, "--inbox", inbox(mail));
    var overReserve =
        simulate(caller, "--inbox", inbox(mail), "--balance", "13.06", "--per-turn", "100");

    assertThat(overTurn.messages())
        .contains("turn 0 pays 6 to " + OWNER + "\n")
        .contains("turn 0 sends 2 bytes and 6 to " + OWNER + ": refused, beyond_turn\n");
    assertThat(overReserve.messages())
        .contains("13.06 in the account")
        .contains("turn 0 pays 6 to " + OWNER + "\n")
        .contains("turn 0 sends 2 bytes and 6 to " + OWNER + ": refused, beyond_reserve\n");
  }

  private Path script(String turn) throws IOException {
    return Files.writeString(
        directory.resolve("agent.js"),
        "const OWNER = '%s', ACCOUNT = '%s';\n".formatted(OWNER, ACCOUNT)
            + "const job = { fuelLimit: 1_000_000, memoryLimit: 1, priceCeiling: 1_000_000_000 };\n"
            + "export function turn({ number, inbox, account }) { %s }\n".formatted(turn));
  }

  /** What became of each effect of each turn: {@code done}, or why not. */
  private static List<List<String>> refusals(CliRun run) throws IOException {
    assertThat(run.exitCode()).as(run.messages()).isZero();
    var refusals = new ArrayList<List<String>>();
    for (var turn : lines(run)) {
      var ofTurn = new ArrayList<String>();
      turn.path("effects").forEach(it -> ofTurn.add(it.path("refusal").asText("done")));
      refusals.add(ofTurn);
    }
    return refusals;
  }

  @Test
  void tellsTheAgentWhatWasRefused() throws IOException {
    var script =
        script(
            """
            if (number === 0) { souk.send(OWNER, ""); souk.pay(OWNER, 1n); souk.sleep(9); }
            else for (const { from, body } of inbox) print(from, [...body].join(" "));
            """);

    var run = simulate(script, "--turns", "3", "--effects", "send,sleep,end");

    assertThat(run.exitCode()).as(run.messages()).isZero();
    assertThat(run.messages())
        .contains("turn 0 pays 0.000001 to " + OWNER + ": refused, not_allowed\n");
    // Once: refused of turn 0, effect 1.
    assertThat(run.text()).isEqualTo("0x%s 2 0 0 0 0 0 0 0 0 0 0 0 2\n".formatted("00".repeat(20)));
  }

  @Test
  void countsWhatMovesInADay() throws IOException {
    var run =
        simulate(
            script("souk.pay(OWNER, 1_000_000n)"),
            "--turns",
            "3",
            "--per-day",
            "1",
            "--posted-at",
            "1970-01-01T23:58:00Z",
            "--json");

    assertThat(refusals(run))
        .containsExactly(List.of("done"), List.of("beyond_day"), List.of("done"));
  }

  @Test
  void boundsChildrenUntilTheInboxSaysWhatCameOfThem() throws IOException {
    var ended =
        new Notice.ChildEnded(
            0, 1, Hash.ZERO, new Notice.Outcome.Refunded(), Amount.ZERO, Amount.of(1_000_000));
    var mail =
        "[[], [], [{\"sender\": \"%s\", \"base64\": \"%s\"}]]"
            .formatted(Address.ZERO, Base64.getEncoder().encodeToString(NoticeCodec.encode(ended)));
    var spawning = "souk.spawn(job, 999_999n); souk.spawn(job, 1_000_000n)";

    var run =
        simulate(
            script(spawning), "--inbox", inbox(mail), "--children", "1", "--depth", "1", "--json");

    assertThat(refusals(run))
        .containsExactly(
            List.of("beyond_budget", "done"),
            List.of("too_many_children", "too_many_children"),
            List.of("too_deep", "too_deep"));
    assertThat(lines(run).stream().map(it -> it.path("balance").asText()))
        .containsExactly("99", "99", "100");
  }

  @Test
  void aJobWithoutAPriceIsRefusedAsTheMarketWould() throws IOException {
    var run = simulate(script("souk.spawn({ ...job, priceCeiling: 0 }, 1n)"), "--json");

    assertThat(refusals(run)).containsExactly(List.of("job_refused"));
  }

  @Test
  void endsOnlyWithinItsBounds() throws IOException {
    var ending = script("souk.end(ACCOUNT); souk.end(OWNER)");

    var tooRich = simulate(ending, "--turns", "2", "--json");
    var within = simulate(ending, "--turns", "2", "--balance", "10", "--json");

    assertThat(refusals(tooRich))
        .containsExactly(List.of("malformed", "beyond_turn"), List.of("malformed", "beyond_turn"));
    assertThat(refusals(within)).containsExactly(List.of("malformed", "done"));
    assertThat(lines(within).getFirst().path("balance").asText()).isEqualTo("0");
  }

  @Test
  void whatItTellsItselfTakesPostageOfItsTurn() throws IOException {
    var telling =
        script("if (number === 0) souk.send(ACCOUNT, 'a', 4_000_000n); print(inbox.length)");

    var within = simulate(telling, "--turns", "2", "--postage", "6", "--json");
    var beyond = simulate(telling, "--turns", "2", "--postage", "6.1", "--json");

    assertThat(refusals(within).getFirst()).containsExactly("done");
    assertThat(lines(within).stream().map(it -> it.path("balance").asText()))
        .containsExactly("96", "100");
    assertThat(refusals(beyond).getFirst()).containsExactly("beyond_turn");
  }

  @Test
  void aTurnReadsAsManyMessagesAsOnAMarket() throws IOException {
    var one = "{\"sender\": \"%s\"}".formatted(OWNER);
    var mail = "[[%s]]".formatted(String.join(",", Collections.nCopies(20, one)));

    var run = simulate(script("print(inbox.length)"), "--inbox", inbox(mail), "--turns", "2");

    assertThat(run.text()).isEqualTo("16\n4\n");
  }

  @Test
  void toldIsWhatItMaySpend() throws IOException {
    var run = simulate(script("print(String(account.balance))"), "--reserve", "2", "--tip", "0");

    assertThat(run.text()).isEqualTo("92000000\n");
  }

  @Test
  void aStateGoesOnWithTheScriptItBeganWith() throws IOException {
    var state = directory.resolve("agent.state").toString();
    simulate(script("print('one')"), "--save-state", state);

    var run = simulate(script("print('other')"), "--state", state, "--first-turn", "1");

    assertThat(run.text()).isEqualTo("one\n");
  }

  @Test
  void refusesAPolicyThatTheContractWould() throws IOException {
    var run = simulate(script(""), "--per-turn", "148");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).contains("no agent can live with that policy: ").hasLineCount(1);
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
