package souk.testnet.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.testnet.agent.AgentDemo;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.demo.Narrators;
import souk.testnet.examples.ExampleFiles;

class AgentDemoTest {
  @TempDir private Path directory;

  @Test
  void agentsWorkEarnSurviveAndGoOn() throws Exception {
    var told = new ByteArrayOutputStream();
    var out = new PrintStream(told, true, StandardCharsets.UTF_8);
    try (var testnet = Testnet.prepare(TestnetPlan.agents(), directory.resolve("testnet"))) {
      var narrator = Narrators.on(out, true, TestnetPlan.DECIMALS);
      var summary = AgentDemo.run(testnet, narrator, ExampleFiles.projectRoot());
      narrator.conclude(summary);
    }
    var lines = told.toString(StandardCharsets.UTF_8);
    var summary = new ObjectMapper().readTree(lines.lines().toList().getLast()).path("summary");
    System.out.println("the demo of agents took %s s".formatted(summary.path("seconds")));

    var softly = new SoftAssertions();
    softly.assertThat(summary.path("ok").asBoolean()).as(lines).isTrue();
    assertTheOrderWasDone(softly, summary);
    assertTheLivesWentOn(softly, summary);
    assertNothingWrongWasPaid(softly, summary);
    assertAllMoneyIsThere(softly, summary);
    softly.assertAll();
  }

  private static void assertTheOrderWasDone(SoftAssertions softly, JsonNode summary) {
    softly.assertThat(summary.path("children").asInt()).isEqualTo(8);
    softly.assertThat(summary.path("childrenSettled").asInt()).isEqualTo(8);
    softly.assertThat(summary.path("answerRight").asBoolean()).isTrue();
    softly
        .assertThat(summary.path("answer").asText())
        .startsWith("done 0x")
        .contains("rows      150\n", "accuracy  147 right, 98.0%\n");
    softly.assertThat(units(summary, "margin")).isPositive();
    softly.assertThat(units(summary, "paid")).isGreaterThan(units(summary, "margin"));
  }

  private static void assertTheLivesWentOn(SoftAssertions softly, JsonNode summary) {
    softly.assertThat(summary.path("turnsLived").asInt()).isEqualTo(50);
    softly.assertThat(summary.path("livedOn").asInt()).isGreaterThanOrEqualTo(4);
    softly.assertThat(summary.path("creatorKeyDeleted").asBoolean()).isTrue();
    softly.assertThat(summary.path("wentOn").asBoolean()).isTrue();
    softly
        .assertThat(summary.path("wentOnTo").asInt())
        .isGreaterThan(summary.path("frozenAfter").asInt());
    softly.assertThat(summary.path("frozenAfter").asInt()).isPositive();
  }

  private static void assertNothingWrongWasPaid(SoftAssertions softly, JsonNode summary) {
    softly.assertThat(summary.path("providersKilled").asInt()).isPositive();
    softly.assertThat(summary.path("cheatsCaught").asInt()).isPositive();
    softly.assertThat(summary.path("turnCheated").asBoolean()).isTrue();
    softly.assertThat(units(summary, "slashed")).isPositive();
    softly.assertThat(units(summary, "honestSlashed")).isZero();
    softly.assertThat(summary.path("wrongResultsPaid").asInt(-1)).isZero();
    softly.assertThat(summary.path("finalStateEqual").asBoolean()).isTrue();
  }

  private static void assertAllMoneyIsThere(SoftAssertions softly, JsonNode summary) {
    softly
        .assertThat(summary.path("agents").findValuesAsText("name"))
        .isEqualTo(List.of("orchestrator", "checker", "chronicle", "spendthrift"));
    for (var agent : summary.path("agents")) {
      softly.assertThat(agent.path("finalStateEqual").asBoolean()).as(agent.toString()).isTrue();
      softly.assertThat(agent.path("balanced").asBoolean()).as(agent.toString()).isTrue();
      softly
          .assertThat(units(agent, "left"))
          .as(agent.toString())
          .isEqualTo(units(agent, "account"))
          .isEqualTo(
              units(agent, "funding")
                  .add(units(agent, "values"))
                  .add(units(agent, "postage"))
                  .subtract(units(agent, "turnsCost"))
                  .subtract(units(agent, "tips"))
                  .subtract(units(agent, "childrenCost"))
                  .subtract(units(agent, "sent")));
    }
    softly.assertThat(summary.path("accountsBalanced").asBoolean()).isTrue();
    softly.assertThat(summary.path("moneyConserved").asBoolean()).isTrue();
    var sum = BigInteger.ZERO;
    for (var change : summary.path("changes")) {
      sum = sum.add(new BigInteger(change.asText()));
    }
    softly.assertThat(sum).isZero();
  }

  private static BigInteger units(JsonNode object, String field) {
    return new BigInteger(object.path(field).asText());
  }
}
