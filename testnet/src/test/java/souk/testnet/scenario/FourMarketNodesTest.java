package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.client.JobOutcome;
import souk.client.Souk;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.EventQuery;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.cluster.TestnetPlan.ProviderPlan;

/** Four market nodes that see the same jobs and share the work by rank alone. */
class FourMarketNodesTest {
  private static final Logger LOG = LoggerFactory.getLogger(FourMarketNodesTest.class);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String WASTED = "souk_wasted_transactions_total ";
  private static final int JOBS = 20;

  // One in so many transactions may come to nothing.
  private static final int RARE = 6;

  @TempDir private Path directory;

  @Test
  void eachTakesItsShareAndTheNextFollowsOneThatIsDead() throws Exception {
    var plan =
        new TestnetPlan(
            Duration.ofSeconds(1),
            4,
            Collections.nCopies(3, ProviderPlan.honest(Price.of(2_000_000))),
            2,
            TestnetPlan.trusting().parameters());
    try (var testnet = Testnet.prepare(plan, directory);
        var souk = Participant.connect(testnet, Testnet.CONSUMER)) {
      testnet.startNodes();
      souk.deposit(Amount.of(500_000_000));

      settle(testnet, souk, 0);
      var shares = matchesByNode(testnet);
      LOG.info("matches by node: {}; wasted: {}", shares, wasted(testnet));
      assertThat(shares).hasSizeGreaterThanOrEqualTo(3);

      testnet.node("market-2").kill();
      settle(testnet, souk, JOBS);

      var alive = List.of("market-1", "market-3", "market-4");
      var sent = alive.stream().mapToLong(name -> sent(testnet, name)).sum();
      var wasted = wasted(testnet);
      LOG.info(
          "matches by node: {}; {} of {} transactions wasted",
          matchesByNode(testnet),
          wasted,
          sent);
      assertThat(wasted * RARE).isLessThanOrEqualTo(sent);
    }
  }

  private static void settle(Testnet testnet, Souk souk, int first) throws InterruptedException {
    var requests =
        IntStream.range(first, first + JOBS).mapToObj(town -> Routes.request(100, town)).toList();
    var batch = souk.batch(requests);
    assertThat(batch.isComplete()).isTrue();
    for (var job : batch.taken()) {
      assertThat(souk.await(job, PATIENCE))
          .as(() -> testnet.events(job).toString())
          .isInstanceOf(JobOutcome.Settled.class);
      assertThat(attempt(souk, job)).isZero();
    }
  }

  private static int attempt(Souk souk, Hash job) throws InterruptedException {
    return souk.job(job).orElseThrow().attempt();
  }

  private static Map<String, Long> matchesByNode(Testnet testnet) {
    var query = EventQuery.newest(Set.of(ChainEvent.JobMatched.class), 2 * JOBS);
    return testnet.events(query).stream()
        .map(ChainEvent.JobMatched.class::cast)
        .map(matched -> testnet.nameOf(matched.deal().marketNode()))
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  private static long sent(Testnet testnet, String node) {
    return testnet.chain().nonce(testnet.account(node).address());
  }

  /** Over all nodes that answer. */
  private static long wasted(Testnet testnet) {
    return IntStream.range(0, testnet.markets().size())
        .filter(i -> testnet.node("market-" + (i + 1)).isAlive())
        .mapToLong(i -> wasted(testnet.markets().get(i)))
        .sum();
  }

  private static long wasted(URI market) {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(market.resolve("/metrics")).build();
      var metrics = http.send(request, HttpResponse.BodyHandlers.ofLines()).body().toList();
      return metrics.stream()
          .filter(line -> line.startsWith(WASTED))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(WASTED.length())))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
