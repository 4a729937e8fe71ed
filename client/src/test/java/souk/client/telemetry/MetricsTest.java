package souk.client.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  @Test
  void tellsACounterBeforeItCounts() {
    var asked = metrics.counter("souk_asked_total", "Questions.");

    assertThat(lines()).contains("souk_asked_total 0.0");

    asked.inc(3);

    assertThat(lines()).contains("souk_asked_total 3.0", "# TYPE souk_asked_total counter");
  }

  @Test
  void asksForAGaugeWhenItIsRead() {
    var now = new double[] {1};
    metrics.gauge("souk_now", "Now.", () -> now[0]);

    now[0] = 2;

    assertThat(lines()).contains("souk_now 2.0");
  }

  @Test
  void tellsValuesByLabel() {
    metrics.gauges("souk_jobs", "Jobs.", "state", () -> Map.of("Open", 4));
    metrics.counts("souk_calls_total", "Calls.", "endpoint", () -> Map.of("node:8545", 7L));

    assertThat(lines())
        .contains("souk_jobs{state=\"Open\"} 4.0", "souk_calls_total{endpoint=\"node:8545\"} 7.0");
  }

  @Test
  void tellsTheOthersWhenOneCannotBeLookedUp() {
    metrics.gauge("souk_lost", "Lost.", MetricsTest::fail);
    metrics.gauges("souk_gone", "Gone.", "state", () -> Map.of("Open", fail()));
    metrics.counts("souk_missing_total", "Missing.", "state", () -> Map.of("Open", fail()));
    metrics.gauge("souk_now", "Now.", () -> 2);

    assertThat(lines())
        .contains("souk_now 2.0")
        .noneMatch(line -> line.matches("souk_(lost|gone|missing).*"));
  }

  private static int fail() {
    throw new IllegalStateException("the journal does not answer");
  }

  @Test
  void tellsRequestsByRoute() {
    metrics.request("GET", "/v1/jobs/{id}", 200, Duration.ofMillis(20));

    assertThat(lines())
        .contains(
            "souk_http_request_seconds_bucket"
                + "{method=\"GET\",route=\"/v1/jobs/{id}\",status=\"200\",le=\"0.025\"} 1",
            "souk_http_request_seconds_bucket"
                + "{method=\"GET\",route=\"/v1/jobs/{id}\",status=\"200\",le=\"0.01\"} 0");
  }

  private String[] lines() {
    return new String(metrics.text(), UTF_8).split("\n", -1);
  }
}
