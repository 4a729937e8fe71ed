package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.value.Amount;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.examples.ExampleFiles;

/** The command line and an agent, from its creation on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgentCommandsTest {
  private static final String SCRIPT =
      """
      let asked = 0;
      export function turn({ inbox }) {
        for (const message of inbox) {
          asked += 1;
          souk.send(message.from, `${asked}: ${message.text().toUpperCase()}`, message.value / 2n);
        }
      }
      """;

  private static final String TILL = ExampleFiles.folder().resolve("till/till.wasm").toString();

  private Path directory;
  private Testnet testnet;
  private JsonNode agent;

  @BeforeAll
  void startMarket(@TempDir Path folder) throws Exception {
    directory = folder;
    testnet = Testnet.prepare(TestnetPlan.honest(), folder.resolve("testnet"));
    testnet.startNodes();
    var script = Files.writeString(folder.resolve("shout.js"), SCRIPT);
    ok(souk("account", "deposit", "200"));
    var created =
        souk("agent", "create", "--json", "--name=shout", "--fuel=500M", script.toString());
    agent = json(ok(created));
  }

  @AfterAll
  void stopMarket() {
    testnet.close();
  }

  @Test
  @Order(1)
  void isAliveOnceItIsCreated() throws Exception {
    var shown = json(ok(souk("agent", "show", "--json", id())));
    var listed = json(ok(souk("agent", "list", "--json")));

    assertThat(shown.get("state").asText()).isEqualTo("Idle");
    assertThat(shown.get("frozen").asBoolean()).isFalse();
    assertThat(shown.get("owner").asText())
        .isEqualTo(testnet.account(Testnet.CONSUMER).address().toString());
    assertThat(listed.get("account")).isEqualTo(shown.get("account"));
    assertThat(shown.get("uri").asText()).startsWith("data:application/json;base64,");
  }

  @Test
  @Order(2)
  void isGivenMoneyAndTurns() throws Exception {
    var before = json(ok(souk("agent", "runway", "--json", id())));

    var after = json(ok(souk("agent", "top-up", "--json", id(), "10")));

    assertThat(after.get("runway").asLong()).isGreaterThan(before.get("runway").asLong());
    assertThat(json(ok(souk("agent", "runway", "--json", id())))).isEqualTo(after);
  }

  @Test
  @Order(3)
  void isToldWhatCannotBeDone() throws Exception {
    assertRefused(souk("agent", "send", "999"), "there is no agent 999");
    assertRefused(souk("agent", "send", "--postage=0", id()), "postage of");
    assertRefused(souk("agent", "send", "--value=90000", id()), "souk account deposit");
    assertRefused(souk("agent", "create", "--fund=1", TILL), "frozen from the start");
    assertRefused(souk("agent", "create", "--per-turn=99999", TILL), "P + X < 15 S");
    assertRefused(souk("agent", "upgrade", id(), TILL), "has no upgrades");
  }

  @Test
  @Order(4)
  void keepsItsMailWhileItIsPaused() throws Exception {
    ok(souk("agent", "pause", id()));
    assertThat(json(ok(souk("agent", "show", "--json", id()))).get("paused").asBoolean()).isTrue();

    var message = json(ok(souk("agent", "send", "--json", "--body=hello", "--value=1", id())));
    var inbox = json(ok(souk("agent", "inbox", "--json", id())));

    assertThat(message.get("message").asText()).isEqualTo(id() + "/0");
    assertThat(inbox.get("body").asText()).isEqualTo("hello");
    assertThat(inbox.get("value").asText()).isEqualTo("1");
    assertThat(inbox.get("read").asBoolean()).isFalse();
  }

  @Test
  @Order(5)
  void isKeptInADirectory() throws Exception {
    var kept = directory.resolve("kept");

    ok(souk("agent", "export", "--to", kept.toString(), id()));

    var module = Files.readAllBytes(kept.resolve("module.wasm"));
    var told = new JsonMapper().readTree(kept.resolve("agent.json").toFile());
    assertThat(Cid.text(Digests.sha256(module))).isEqualTo(agent.get("module").asText());
    assertThat(told.get("account").asText()).isEqualTo(agent.get("account").asText());
    assertThat(Files.readString(kept.resolve("registration.json"))).contains("shout");
    assertThat(Files.readAllLines(kept.resolve("messages.jsonl"))).hasSize(1);
  }

  @Test
  @Order(6)
  void answersOnceItIsAwake() throws Exception {
    ok(souk("agent", "pause", "--end", id()));
    var before = balance();

    var reply = ok(souk("agent", "await", "--timeout=170s", id() + "/0"));

    assertThat(reply.out()).isEqualTo("1: HELLO");
    assertThat(balance()).isEqualTo(before.plus(Amount.of(500_000)));
    var outbox = json(ok(souk("agent", "outbox", "--json", id())));
    assertThat(outbox.get("effect").asText()).isEqualTo("send");
    assertThat(outbox.get("amount").asText()).isEqualTo("0.5");
    assertThat(outbox.get("refused").asText()).isEqualTo("-");
  }

  @Test
  @Order(7)
  void answersWhoeverAsks() throws Exception {
    var reply =
        ok(souk("agent", "send", "--json", "--body=again", "--wait", "--timeout=170s", id()));

    assertThat(reply.out().lines().reduce((_, last) -> last).orElseThrow())
        .contains("\"output\":\"2: AGAIN\"", "\"value\":\"0\"");
    var kept = directory.resolve("kept-alive");
    ok(souk("agent", "export", "--to", kept.toString(), id()));
    assertThat(kept.resolve("state.bin")).isNotEmptyFile();
    assertThat(Files.readAllLines(kept.resolve("turns.jsonl"))).hasSize(2);
  }

  @Test
  @Order(8)
  void isItsOwnOnceItIsRenounced() throws Exception {
    ok(souk("agent", "renounce", id()));

    assertThat(json(ok(souk("agent", "show", "--json", id()))).get("owner").asText())
        .isEqualTo("nobody");
    assertRefused(souk("agent", "pause", id()), "nobody owns agent " + id());
  }

  private Amount balance() {
    return testnet.chain().account(testnet.account(Testnet.CONSUMER).address()).marketBalance();
  }

  private String id() {
    return agent.get("agent").asText();
  }

  private SoukProcess souk(String... arguments) throws Exception {
    return SoukProcess.run(testnet.environment(Testnet.CONSUMER), directory, arguments);
  }

  private static SoukProcess ok(SoukProcess run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private static JsonNode json(SoukProcess run) throws Exception {
    return new JsonMapper().readTree(run.out());
  }

  private static void assertRefused(SoukProcess run, String named) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines()).as(run.err()).hasSizeLessThanOrEqualTo(2);
    assertThat(run.err()).contains(named).doesNotContain("\tat ");
  }
}
