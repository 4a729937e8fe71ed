package souk.testnet.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import souk.settlement.journal.DatabasePassword;
import souk.settlement.journal.PostgreSqlFixture;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/** What a market node, as a process, says of itself when what it needs breaks. */
@EnabledIf("souk.settlement.journal.PostgreSqlFixture#isInstalled")
class ReadinessTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private PostgreSqlFixture database;
  private Testnet testnet;
  private Process node;

  @BeforeEach
  void startNode() throws IOException, InterruptedException {
    database = PostgreSqlFixture.start();
    testnet = Testnet.prepare(TestnetPlan.trusting(), directory.resolve("testnet"));
    var port = testnet.markets().getFirst().getPort();
    node =
        SoukProcess.start(
            environment(),
            directory.resolve("out"),
            directory.resolve("err"),
            "market",
            "run",
            "--port=" + port);
  }

  @AfterEach
  void stopEverything() {
    if (node != null) {
      node.destroyForcibly();
    }
    if (testnet != null) {
      testnet.close();
    }
    database.close();
    http.close();
  }

  @Test
  void saysWhatIsBrokenUntilItWorksAgain() throws Exception {
    await(answer -> answer.statusCode() == 200);

    database.kill();
    awaitTroubles(Set.of("journal"));
    assertThat(headBlock()).as("what /metrics tells without a journal").isPositive();
    database.restart();
    await(answer -> answer.statusCode() == 200);
    awaitBlocks(2);

    Files.move(blobs(), directory.resolve("moved"));
    awaitTroubles(Set.of("blobs"));
    Files.move(directory.resolve("moved"), blobs());
    await(answer -> answer.statusCode() == 200);

    testnet.anvil().close();
    await(answer -> answer.statusCode() == 503 && troubles(answer).containsKey("endpoints"));
  }

  @Test
  void endsWhenItIsAskedTo() throws Exception {
    await(answer -> answer.statusCode() == 200);

    node.destroy();

    assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** What is ready need not follow the chain for the next minute. */
  private void awaitBlocks(int blocks) throws IOException, InterruptedException {
    var target = headBlock() + blocks;
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (headBlock() < target) {
      assertThat(System.nanoTime())
          .as("time at block %d of %d", headBlock(), target)
          .isLessThan(end);
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  private long headBlock() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(testnet.markets().getFirst() + "/metrics")).build();
    return http.send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith("souk_head_block "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private void awaitTroubles(Set<String> names) throws InterruptedException {
    await(answer -> answer.statusCode() == 503 && troubles(answer).keySet().equals(names));
  }

  private void await(Predicate<HttpResponse<byte[]>> condition) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(testnet.markets().getFirst() + "/ready")).build();
    var end = System.nanoTime() + PATIENCE.toNanos();
    var last = "no answer";
    while (true) {
      try {
        var answer = http.send(request, BodyHandlers.ofByteArray());
        if (condition.test(answer)) {
          return;
        }
        last = new String(answer.body(), UTF_8);
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
      assertThat(System.nanoTime()).as(last).isLessThan(end);
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  private static Map<String, String> troubles(HttpResponse<byte[]> answer) {
    var troubles = new LinkedHashMap<String, String>();
    try {
      JsonNode told = new ObjectMapper().readTree(answer.body()).path("troubles");
      told.properties().forEach(it -> troubles.put(it.getKey(), it.getValue().asText()));
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON", e);
    }
    return troubles;
  }

  private Map<String, String> environment() {
    var place = database.freshPlace();
    var environment = new LinkedHashMap<>(testnet.environment("market-1"));
    environment.put("SOUK_JOURNAL_URL", place.url());
    environment.put("SOUK_JOURNAL_USER", place.user());
    environment.put("SOUK_BLOBS_DIRECTORY", blobs().toString());
    if (place.password().orElse(null) instanceof DatabasePassword.InFile(var file)) {
      environment.put("SOUK_JOURNAL_PASSWORD_FILE", file.toString());
    }
    return environment;
  }

  private Path blobs() {
    return directory.resolve("blobs");
  }
}
