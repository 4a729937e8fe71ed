package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import souk.market.telemetry.Metrics;

/** How the node is. */
final class OperatorRoutes {
  private final Records records;
  private final Metrics metrics;
  private final Gate gate;

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
}
