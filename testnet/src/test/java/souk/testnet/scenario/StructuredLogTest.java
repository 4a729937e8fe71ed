package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.examples.ExampleFiles;

/** What nodes, as processes, log for programs to read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StructuredLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ROUTE = ExampleFiles.folder().resolve("route/route.wasm").toString();

  private static final String OTHER_CHAIN = "31338";

  private final List<Process> nodes = new ArrayList<>();
  private Path directory;
  private Testnet testnet;

  @BeforeAll
  void prepareMarket(@TempDir Path folder) throws InterruptedException {
    directory = folder;
    testnet = Testnet.prepare(TestnetPlan.trusting(), folder.resolve("testnet"));
  }

  @AfterAll
  void stopEverything() {
    nodes.forEach(Process::destroyForcibly);
    testnet.close();
  }

  @Test
  void everyLineIsAnObjectThatNamesTheJob() throws Exception {
    var market =
        start("market-1", "market", "run", "--port=" + port(), "--peers=http://127.0.0.1:1");
    await(market, line -> text(line, "message").contains("serves"));
    var provider =
        start("provider-1", "provider", "run", "--price=1", "--bond=600", "--fuel-per-second=250M");
    await(provider, line -> line.has("offer"));
    var bond = "--bond=" + TestnetPlan.VERIFIER_BOND.toTokens(TestnetPlan.DECIMALS);
    var verifier = start("verifier-1", "verifier", "run", bond);
    awaitBond("verifier-1");
    souk("account", "deposit", "10");

    var posted = souk("job", "post", "--fuel=600M", "--price=2.5", ROUTE, "100", "7");

    assertThat(posted.exitCode()).as(posted.err()).isZero();
    var job = posted.out().strip();
    await(market, line -> job.equals(text(line, "job")) && line.path("attempt").isInt());
    await(market, line -> text(line, "transaction").length() == 66);
    await(provider, line -> job.equals(text(line, "job")) && line.path("attempt").isInt());
    nodes.forEach(Process::destroy);
    for (var node : nodes) {
      assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    assertThat(lines(market)).isNotEmpty().allSatisfy(StructuredLogTest::hasEveryMember);
    assertThat(lines(provider)).isNotEmpty().allSatisfy(StructuredLogTest::hasEveryMember);
    assertThat(lines(verifier)).isNotEmpty().allSatisfy(StructuredLogTest::hasEveryMember);
  }

  @Test
  void whatEndsANodeIsSuchALineToo() throws Exception {
    var environment = new LinkedHashMap<>(testnet.environment("market-1"));
    environment.put("SOUK_DEPLOYMENT", deploymentOnAnotherChain().toString());
    environment.put("SOUK_LOG_FORMAT", "json");

    for (var role : List.of("market", "verifier")) {
      var arguments = new ArrayList<>(List.of(role, "run"));
      arguments.addAll(role.equals("verifier") ? List.of("--bond=1") : List.of("--port=0"));
      var run = SoukProcess.run(environment, directory, arguments.toArray(String[]::new));

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err().lines().map(StructuredLogTest::parsed))
          .isNotEmpty()
          .allSatisfy(StructuredLogTest::hasEveryMember)
          .anyMatch(line -> text(line, "level").equals("ERROR"))
          .anyMatch(line -> text(line, "message").contains(OTHER_CHAIN));
    }
  }

  @Test
  void aNodeWhoseChainIsAwayWaitsForIt() throws Exception {
    var environment = new LinkedHashMap<>(testnet.environment("verifier-2"));
    environment.put("SOUK_RPC", "http://127.0.0.1:1");
    environment.put("SOUK_LOG_FORMAT", "json");
    var log = directory.resolve("waiting.err");
    var node =
        SoukProcess.start(
            environment, directory.resolve("waiting.out"), log, "verifier", "run", "--bond=1");
    nodes.add(node);

    await(log, line -> text(line, "message").contains("tries on"));
    assertThat(node.isAlive()).isTrue();
    assertThat(lines(log)).allSatisfy(StructuredLogTest::hasEveryMember);
  }

  private Path deploymentOnAnotherChain() throws IOException {
    var known = Files.readString(Path.of(testnet.environment("market-1").get("SOUK_DEPLOYMENT")));
    var other = directory.resolve("other.json");
    var moved = (ObjectNode) JSON.readTree(known);
    Files.writeString(other, moved.put("chainId", Long.parseLong(OTHER_CHAIN)).toString());
    return other;
  }

  private static void hasEveryMember(JsonNode line) {
    assertThat(Instant.parse(text(line, "time"))).isBefore(Instant.now());
    assertThat(text(line, "level")).isIn("ERROR", "WARN", "INFO");
    assertThat(text(line, "logger")).startsWith("souk");
    assertThat(text(line, "message")).isNotBlank();
    assertThat(line.path("thread").isTextual()).isTrue();
  }

  private int port() {
    return testnet.markets().getFirst().getPort();
  }

  private SoukProcess souk(String... arguments) throws Exception {
    return SoukProcess.run(testnet.environment(Testnet.CONSUMER), directory, arguments);
  }

  private Path start(String name, String... arguments) throws IOException {
    var log = directory.resolve(name + ".err");
    var environment = new LinkedHashMap<>(testnet.environment(name));
    environment.put("SOUK_LOG_FORMAT", "json");
    nodes.add(SoukProcess.start(environment, directory.resolve(name + ".out"), log, arguments));
    return log;
  }

  private void awaitBond(String verifier) throws InterruptedException {
    var address = testnet.account(verifier).address();
    await(verifier, () -> !testnet.chain().verifier(address).free().isZero());
  }

  private static void await(Path log, Predicate<JsonNode> condition) throws InterruptedException {
    await(log.toString(), () -> lines(log).stream().anyMatch(condition));
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  // The last one may be half written.
  private static List<JsonNode> lines(Path log) {
    var text = read(log);
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(StructuredLogTest::parsed)
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON: " + line, e);
    }
  }

  private static String text(JsonNode line, String member) {
    return line.path(member).asText();
  }
}
