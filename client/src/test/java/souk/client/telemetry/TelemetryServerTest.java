package souk.client.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.client.telemetry.Readiness.Need;

class TelemetryServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile boolean works = true;
  private TelemetryServer server;

  @BeforeEach
  void start() throws IOException {
    var metrics = new Metrics();
    metrics.gauge("souk_alarms", "Alarms.", () -> 3);
    var disk = new Need("disk", "it is full", this::tryDisk);
    server = TelemetryServer.start(0, metrics, new Readiness(List.of(disk), new SilentListener()));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void tellsMetrics() throws Exception {
    assertThat(get("/metrics").body()).contains("souk_alarms 3.0");
  }

  @Test
  void isReadyWhileNothingFails() throws Exception {
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health").body()).isEqualTo("ok\n");
  }

  @Test
  void saysWhatFails() throws Exception {
    works = false;

    var answer = get("/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("it is full\n");
  }

  @Test
  void refusesWhatIsNotThere() throws Exception {
    assertThat(get("/keys").statusCode()).isEqualTo(404);
    assertThat(send(request("/metrics").DELETE().build()).statusCode()).isEqualTo(405);
  }

  private void tryDisk() throws IOException {
    if (!works) {
      throw new IOException("/secret/path has no room");
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    var host = InetAddress.getLoopbackAddress().getHostAddress();
    return HttpRequest.newBuilder(
        URI.create("http://%s:%d%s".formatted(host, server.port(), path)));
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }
}
