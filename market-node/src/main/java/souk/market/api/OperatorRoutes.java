package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import souk.client.api.Json;
import souk.client.telemetry.Metrics;
import souk.client.telemetry.Readiness;

/** How the node is, and what its API is. */
final class OperatorRoutes {
  private final Records records;
  private final Metrics metrics;
  private final Readiness readiness;
  private final Gate gate;
  private final byte[] description = description();

  OperatorRoutes(Records records, Metrics metrics, Readiness readiness, Gate gate) {
    this.records = records;
    this.metrics = metrics;
    this.readiness = readiness;
    this.gate = gate;
  }

  void on(RoutesConfig routes) {
    routes.get("/health", request -> request.result("ok\n"));
    routes.get("/ready", this::ready);
    routes.get(
        "/metrics", request -> request.contentType(Metrics.MEDIA_TYPE).result(metrics.text()));
    routes.get("/openapi.json", request -> Requests.send(request, Json.MEDIA_TYPE, description));
  }

  private void ready(Context request) throws InterruptedException {
    var troubles = new LinkedHashMap<>(readiness.troubles());
    if (!records.troubles().isEmpty()) {
      troubles.put("chain", String.join("; ", records.troubles()));
    }
    if (gate.isClosed()) {
      troubles.put("node", "the node is stopping");
    }
    if (troubles.isEmpty()) {
      request.result("ready\n");
    } else {
      Problems.unready(request, troubles);
    }
  }

  private static byte[] description() {
    try (var in = OperatorRoutes.class.getResourceAsStream("openapi.json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the API's description cannot be read", e);
    }
  }
}
