package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.value.Amount;
import souk.testnet.chain.Anvil;
import souk.testnet.cluster.NodeProcess;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.examples.ExampleFiles;

/** The command line against a real market: a job that goes well, and every way it does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandLineTest {
  private static final String ROUTE = ExampleFiles.folder().resolve("route/route.wasm").toString();
  private static final String LIMITS = "--fuel=600M";

  private Path directory;
  private Testnet testnet;

  @BeforeAll
  void startMarket(@TempDir Path folder) throws InterruptedException {
    directory = folder;
    testnet = Testnet.prepare(TestnetPlan.trusting(), folder.resolve("testnet"));
    testnet.startNodes();
  }

  @AfterAll
  void stopMarket() {
    testnet.close();
  }

  @AfterEach
  void nodesGoOn() {
    assertThat(testnet.nodes()).allMatch(NodeProcess::isAlive);
  }

  @Test
  void aProgramRunsOnTheMarketAsItRunsHere() throws Exception {
    var deposited = souk("account", "deposit", "10");
    var here = souk("exec", LIMITS, ROUTE, "100", "7");
    var onTheMarket = souk("job", "run", LIMITS, "--price=2.5", ROUTE, "100", "7");

    assertThat(deposited.exitCode()).as(deposited.err()).isZero();
    assertThat(onTheMarket.exitCode()).as(onTheMarket.err()).isZero();
    assertThat(onTheMarket.out()).isEqualTo(here.out()).contains("100");
  }

  @Test
  void aScriptRunsOnTheMarketAsItRunsHere() throws Exception {
    var script =
        Files.writeString(directory.resolve("sum.js"), "print(souk.args.length)").toString();
    souk("account", "deposit", "10");

    var here = souk("exec", LIMITS, script, "a", "b");
    var onTheMarket = souk("job", "run", LIMITS, "--price=2.5", script, "a", "b");

    assertThat(here.out()).as(here.err()).contains("2");
    assertThat(onTheMarket.out()).as(onTheMarket.err()).isEqualTo(here.out());
  }

  @Test
  void anAgentInJavaScriptTakesItsTurnsOnTheMarket() throws Exception {
    var script =
        Files.writeString(
                directory.resolve("count.js"),
                "let n = 0; function turn(t) { n += 1; print(`${n}:${t.inbox[0].text()}`); }")
            .toString();
    souk("account", "deposit", "10");

    var run =
        souk("job", "run", LIMITS, "--price=2.5", "--turns=3", "--message=hi", "--json", script);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"turns\":3").contains("1:hi\\n2:hi\\n3:hi\\n");
  }

  @Test
  void saysWhyAJobIsNotMatched() throws Exception {
    souk("account", "deposit", "10");
    var run = souk("job", "run", LIMITS, "--price=1", "--timeout=15s", ROUTE, "100", "7");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains("nobody has taken it yet: 'souk job explain 0x");

    var id = run.err().replaceAll("(?s).*job explain (0x[0-9a-f]{64}).*", "$1");
    var why = souk("job", "explain", id);

    assertThat(why.exitCode()).as(why.err()).isZero();
    assertThat(why.out()).contains("raise the price ceiling to 2 tUSD per Gfuel");
  }

  @Test
  void saysWhatIsMissingWhereTheBalanceIsTooSmall() throws Exception {
    assertRefused(
        souk("job", "run", "--fuel=900G", "--price=2.5", ROUTE, "100", "7"), 2, "deposit");
  }

  @Test
  void saysThatAJobIsUnknown() throws Exception {
    assertRefused(souk("job", "show", "0x" + "ab".repeat(32)), 2, "abab");
  }

  @Test
  void postsNoJobWhoseModuleIsNoWebAssembly() throws Exception {
    var text = Files.writeString(directory.resolve("words.wasm"), "not a module");

    assertRefused(souk("job", "run", LIMITS, "--price=2.5", text.toString()), 2, "WebAssembly");
  }

  @Test
  void postsNoJobWhoseInputIsMissing() throws Exception {
    assertRefused(
        souk("job", "run", LIMITS, "--price=2.5", "--input=nowhere.txt", ROUTE), 2, "nowhere.txt");
  }

  @Test
  void saysThatAPortIsTaken() throws Exception {
    var environment = testnet.environment(Testnet.CONSUMER);
    var port = String.valueOf(testnet.markets().getFirst().getPort());

    var run = SoukProcess.run(environment, directory, "market", "run", "--port", port);

    assertThat(run.exitCode()).isNotZero();
    assertOneLineNaming(run, port);
  }

  @Test
  void saysThatTheChainIsUnreachable() throws Exception {
    assertRefused(
        souk(Map.of("SOUK_RPC", "http://127.0.0.1:1"), "account", "deposit", "1"),
        1,
        "127.0.0.1:1");
  }

  @Test
  void saysThatTheChainWasStartedAnew() throws Exception {
    var log = directory.resolve("another-chain.log");
    try (var another = Anvil.start(log)) {
      var run = souk(Map.of("SOUK_RPC", another.endpoint().toString()), "account", "deposit", "1");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
      assertThat(run.err().lines()).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void locksNothingWhereTheOnlyMarketNodeAnswersGarbage() throws Exception {
    var before = balance();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var garbage = "<html>{".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, garbage.length);
          exchange.getResponseBody().write(garbage);
          exchange.close();
        });
    server.start();
    try {
      var url = "http://127.0.0.1:" + server.getAddress().getPort();
      var run = souk(Map.of("SOUK_MARKETS", url), "job", "run", LIMITS, "--price=1", ROUTE);

      assertThat(run.exitCode()).as(run.err()).isNotZero();
      assertThat(run.err()).doesNotContain("\tat ");
      assertThat(balance()).isGreaterThanOrEqualTo(before);
    } finally {
      server.stop(0);
    }
  }

  private Amount balance() {
    return testnet.chain().account(testnet.account(Testnet.CONSUMER).address()).marketBalance();
  }

  private SoukProcess souk(String... arguments) throws Exception {
    return souk(Map.of(), arguments);
  }

  private SoukProcess souk(Map<String, String> changes, String... arguments) throws Exception {
    var environment = new LinkedHashMap<>(testnet.environment(Testnet.CONSUMER));
    environment.putAll(changes);
    return SoukProcess.run(environment, directory, arguments);
  }

  private static void assertRefused(SoukProcess run, int exitCode, String named) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertOneLineNaming(run, named);
  }

  private static void assertOneLineNaming(SoukProcess run, String named) {
    assertThat(run.err().lines()).as(run.err()).hasSizeLessThanOrEqualTo(2);
    assertThat(run.err()).contains(named).doesNotContain("\tat ");
  }
}
