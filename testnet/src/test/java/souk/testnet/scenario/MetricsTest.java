package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/** What is written of the metrics, against what a running node with a peer tells. */
class MetricsTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern NAME = Pattern.compile("\\bsouk_[a-z0-9_]+");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern DOCUMENTED = Pattern.compile("`(souk_[a-z0-9_]+)`");

  private static final List<String> OF_OTHERS = List.of("souk_provider_", "souk_verifier_");

  @TempDir private static Path directory;
  private static Testnet testnet;
  private static List<String> lines;
  private static List<Integer> ports;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    var trusting = TestnetPlan.trusting();
    var plan =
        new TestnetPlan(Duration.ofSeconds(1), 2, trusting.providers(), 2, trusting.parameters());
    testnet = Testnet.prepare(plan, directory);
    ports = freePorts(2);
    testnet.addFlags("provider-1", "--metrics-port", String.valueOf(ports.getFirst()));
    testnet.addFlags("verifier-1", "--metrics-port", String.valueOf(ports.getLast()));
    testnet.startNodes();
    get(market("/health"));
    lines = get(market("/metrics")).lines().toList();
  }

  @AfterAll
  static void stop() {
    if (testnet != null) {
      testnet.close();
    }
  }

  @Test
  void everySeriesOfTheGrafanaDashboardIsThere() throws IOException {
    assertThat(series()).containsAll(names(NAME, "grafana-dashboard.json"));
  }

  @Test
  void theGrafanaDashboardShowsEveryMetric() throws IOException {
    var shown = names(NAME, "grafana-dashboard.json");

    assertThat(metrics())
        .allMatch(metric -> shown.stream().anyMatch(series -> series.startsWith(metric)));
  }

  @Test
  void everyMetricIsDocumentedAndNoneThatIsNotThere() throws IOException {
    var documented = names(DOCUMENTED, "operating.md");
    documented.removeIf(name -> OF_OTHERS.stream().anyMatch(name::startsWith));

    assertThat(documented).isEqualTo(metrics());
  }

  @Test
  void everyMetricOfAProviderAndOfAVerifierIsDocumentedToo() throws Exception {
    for (var i = 0; i < OF_OTHERS.size(); i++) {
      var served = get(URI.create("http://127.0.0.1:%d/metrics".formatted(ports.get(i))));
      var own = startingWith(OF_OTHERS.get(i), metrics(served.lines().toList()));

      assertThat(own).hasSizeGreaterThan(2);
      assertThat(names(DOCUMENTED, "operating.md")).containsAll(own);
    }
  }

  private static Set<String> startingWith(String prefix, Set<String> names) {
    return names.stream().filter(it -> it.startsWith(prefix)).collect(Collectors.toSet());
  }

  private static List<Integer> freePorts(int count) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    for (var i = 0; i < count; i++) {
      sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    var free = sockets.stream().map(ServerSocket::getLocalPort).toList();
    for (var socket : sockets) {
      socket.close();
    }
    return free;
  }

  /** The names that samples begin with. */
  private static Set<String> series() {
    var series = new TreeSet<String>();
    for (var line : lines) {
      var name = NAME.matcher(line);
      if (name.lookingAt()) {
        series.add(name.group());
      }
    }
    return series;
  }

  private static Set<String> metrics() {
    return metrics(lines);
  }

  private static Set<String> metrics(List<String> lines) {
    var metrics = new TreeSet<String>();
    for (var line : lines) {
      var type = TYPE.matcher(line);
      if (type.matches()) {
        metrics.add(type.group(1));
      }
    }
    return metrics;
  }

  private static Set<String> names(Pattern pattern, String file) throws IOException {
    var names = new TreeSet<String>();
    var found = pattern.matcher(Files.readString(DOCS.resolve(file)));
    while (found.find()) {
      names.add(found.group(found.groupCount()));
    }
    return names;
  }

  private static URI market(String path) {
    return testnet.markets().getFirst().resolve(path);
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
