package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import souk.client.api.Json;
import souk.market.telemetry.Metrics;

/** How the node is, and what its API is. */
final class OperatorRoutes {
  private final Records records;
  private final Metrics metrics;
  private final Gate gate;
  private final byte[] description = description();

  OperatorRoutes(Records records, Metrics metrics, Gate gate) {
    this.records = records;
    this.metrics = metrics;
    this.gate = gate;
  }

  void on(RoutesConfig routes) {
    routes.get("/health", request -> request.result("ok\n"));
    routes.get("/ready", this::ready);
    routes.get(
        "/metrics", request -> request.contentType(Metrics.MEDIA_TYPE).result(metrics.text()));
    routes.get("/openapi.json", request -> Requests.send(request, Json.MEDIA_TYPE, description));
  }

  private void ready(Context request) {
    var troubles = new ArrayList<>(records.troubles());
    if (gate.isClosed()) {
      troubles.add("the node is stopping");
    }
    if (!troubles.isEmpty()) {
      throw new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, String.join("; ", troubles));
    }
    request.result("ready\n");
  }

  private static byte[] description() {
    try (var in = OperatorRoutes.class.getResourceAsStream("openapi.json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the API's description cannot be read", e);
    }
  }
}
