package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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

  @TempDir private static Path directory;
  private static Testnet testnet;
  private static List<String> lines;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    var trusting = TestnetPlan.trusting();
    var plan = new TestnetPlan(Duration.ofSeconds(1), 2, List.of(), 2, trusting.parameters());
    testnet = Testnet.prepare(plan, directory);
    testnet.startNodes();
    get("/health");
    lines = get("/metrics").lines().toList();
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
    assertThat(names(DOCUMENTED, "operating.md")).isEqualTo(metrics());
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

  private static String get(String path) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var uri = testnet.markets().getFirst().resolve(path);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
