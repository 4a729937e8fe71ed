package souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Court;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.DeploymentFile;

/** What the commands for agents say without a market. */
class AgentCommandsTest {
  private static final Address SOMEBODY = Address.parse("77".repeat(20));

  @TempDir private Path directory;
  private String deployment = "";

  @BeforeEach
  void writeDeployment() {
    var file = directory.resolve("deployment.json");
    DeploymentFile.write(
        new Deployment(
            31_337,
            Hash.parse("11".repeat(32)),
            SOMEBODY,
            SOMEBODY,
            SOMEBODY,
            new Court(SOMEBODY, SOMEBODY, SOMEBODY, SOMEBODY, SOMEBODY, SOMEBODY),
            SOMEBODY,
            SOMEBODY,
            SOMEBODY,
            SOMEBODY,
            SOMEBODY,
            6,
            1),
        file);
    deployment = file.toString();
  }

  private CliRun ask(String node, String... verb) {
    var arguments =
        Stream.concat(
            Stream.concat(Stream.of("agent"), Stream.of(verb)),
            Stream.of("--deployment", deployment, "--markets", node));
    return CliRun.of(arguments.toArray(String[]::new));
  }

  static List<List<String>> readers() {
    return List.of(List.of("list"), List.of("inbox", "7"), List.of("outbox", "7"));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void saysThatAMarketNodeAnswersGarbage(List<String> verb) {
    for (var garbage : List.of("", "<html>", "[]", "{\"agents\":[{}]}", "{\"messages\":7}")) {
      try (var node = new HttpAnswers(200, garbage)) {
        var run = ask(node.url(), verb.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.messages()).startsWith("souk: ").contains(node.url()).hasLineCount(1);
        assertThat(run.text()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inbox", "outbox"})
  void saysThatNoNodeKnowsTheAgent(String verb) {
    try (var node = new HttpAnswers(404, "")) {
      var run = ask(node.url(), verb, "7");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.messages()).isEqualTo("souk: no market node knows an agent 7\n");
    }
  }

  @Test
  void listsNothingWhereThereIsNothing() {
    try (var node = new HttpAnswers(200, "{\"agents\":[],\"next\":null}")) {
      var run = ask(node.url(), "list");

      assertThat(run.exitCode()).isZero();
      assertThat(run.messages()).isEqualTo("no agents\n");
    }
  }

  @Test
  void showsWhatMessagesSay() {
    var message =
        """
        {"number":3,"sender":"0x%s","value":"1500000","postage":"0","body":"%s",
        "notice":null,"read":true,"block":9,"time":null,"transaction":"0x%s"}"""
            .formatted("77".repeat(20), "0x6869", "11".repeat(32));
    try (var node = new HttpAnswers(200, "{\"messages\":[%s],\"next\":null}".formatted(message))) {
      var run = ask(node.url(), "inbox", "7", "--json");

      assertThat(run.messages()).isEmpty();
      assertThat(run.text())
          .contains("\"number\":3", "\"value\":\"1.5\"", "\"read\":true", "\"body\":\"hi\"");
    }
  }

  private static String told(String notice) {
    return """
    {"number":3,"sender":null,"value":"0","postage":"0","body":"0x0200","notice":%s,"read":true,
    "block":9,"time":null,"transaction":"0x%s"}"""
        .formatted(notice, "11".repeat(32));
  }

  private CliRun inboxOf(String message, String... more) {
    try (var node = new HttpAnswers(200, "{\"messages\":[%s],\"next\":null}".formatted(message))) {
      return ask(
          node.url(),
          Stream.concat(Stream.of("inbox", "7"), Stream.of(more)).toArray(String[]::new));
    }
  }

  @Test
  void saysWhichEffectsWereRefused() {
    var message = told("{\"turn\":4,\"refused\":[0,2],\"child\":null}");

    assertThat(inboxOf(message).text()).contains("refused of turn 4: effects 0, 2\n");
    assertThat(inboxOf(message, "--json").text())
        .contains("\"notice\":{\"turn\":4,\"refused\":[0,2]}");
  }

  @Test
  void saysWhatCameOfAChild() {
    var job = "0x" + "22".repeat(32);
    var message =
        told(
            """
            {"turn":4,"refused":[],"child":{"effect":1,"jobId":"%s","outcome":"settled",
            "exitStatus":"exited 0","fuelUsed":"40","cost":"100000","refunded":"900000"}}"""
                .formatted(job));

    assertThat(inboxOf(message).text())
        .contains(
            "child %s of turn 4, effect 1: settled, exited with 0, cost 0.1, back 0.9\n"
                .formatted(job));
    assertThat(inboxOf(message, "--json").text())
        .contains("\"notice\":{\"turn\":4,\"child\":{\"effect\":1,\"job\":\"%s\",".formatted(job))
        .contains("\"outcome\":\"settled\",\"status\":\"exited with 0\",\"fuelUsed\":40,")
        .contains("\"cost\":\"0.1\",\"refunded\":\"0.9\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"turn\":4,\"refused\":[null],\"child\":null}"})
  void aNoticeThatIsNoneIsGarbage(String notice) {
    var run = inboxOf(told(notice));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).startsWith("souk: ").hasLineCount(1);
  }

  @Test
  void strangersWordsStayInTheirLine() {
    var message = told("null").replace("0x0200", "0x611b5b324a0a62");

    assertThat(inboxOf(message).text()).contains("a [2J b\n").hasLineCount(2);
    assertThat(inboxOf(message.replace("0x611b", "0xff1b")).text()).contains("7 bytes\n");
  }

  @Test
  void refusesABodyThatIsNone() {
    var message =
        """
        {"number":3,"sender":null,"value":"0","postage":"0","body":"x","notice":null,
        "read":true,"block":9,"time":null,"transaction":"0x%s"}"""
            .formatted("11".repeat(32));
    try (var node = new HttpAnswers(200, "{\"messages\":[%s],\"next\":null}".formatted(message))) {
      var run = ask(node.url(), "inbox", "7");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.messages()).contains("message 3 without a body").hasLineCount(1);
    }
  }

  @Test
  void agentsAndMessagesAreNumbers() {
    assertThat(CliRun.of("agent", "show", "seven").messages()).contains("an agent is a number");
    assertThat(CliRun.of("agent", "show", "0").messages()).contains("numbered from 1");
    assertThat(CliRun.of("agent", "await", "7").messages()).contains("as 7/12");
    assertThat(CliRun.of("agent", "await", "7/-1").exitCode()).isEqualTo(2);
  }

  @Test
  void aMessageIsNotLongerThanItMayBe() throws Exception {
    var file = Files.write(directory.resolve("long"), new byte[4_097]);

    var run = CliRun.of("agent", "send", "7", "--file", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).contains("more than 4096 bytes").hasLineCount(1);
  }

  @Test
  void whatExcludesEachOtherIsNotTakenTogether() {
    assertThat(CliRun.of("agent", "send", "7", "--body", "a", "--file", "b").exitCode())
        .isEqualTo(2);
    assertThat(CliRun.of("agent", "create", "a.wasm", "--no-owner", "--owner", "0x1").exitCode())
        .isEqualTo(2);
    assertThat(CliRun.of("agent", "create", "a.wasm", "--name", "a", "--uri", "b").exitCode())
        .isEqualTo(2);
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    var run = CliRun.of("agent", "create", directory.resolve("none.wasm").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).startsWith("souk: no such file").hasLineCount(1);
  }
}
