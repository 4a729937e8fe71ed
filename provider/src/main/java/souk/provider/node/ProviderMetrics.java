package souk.provider.node;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Map;
import souk.client.session.ChainSession;
import souk.client.telemetry.Metrics;
import souk.client.telemetry.TelemetryServer;

/** What is measured of a provider. */
final class ProviderMetrics {
  private ProviderMetrics() {}

  /** Serves them. */
  static TelemetryServer serve(
      int port, ChainSession session, Alarms alarms, Intake intake, ProviderLog log) {
    var server =
        TelemetryServer.ofNode(
            port, session, metrics -> bind(metrics, session, alarms, intake), log);
    log.serving(server.port());
    return server;
  }

  private static void bind(Metrics metrics, ChainSession session, Alarms alarms, Intake intake) {
    metrics.gauges(
        "souk_provider_jobs",
        "Jobs of this provider that are not final, by state.",
        "state",
        () -> jobs(session));
    metrics.gauge(
        "souk_provider_deadlines_near",
        "Commitments and reveals that are due soon and not done.",
        alarms::standing);
    metrics.counts(
        "souk_provider_alarms_total",
        "Deadlines that came near before what is due was done.",
        "kind",
        () -> Map.of("deadline", alarms.raised()));
    metrics.gauge(
        "souk_provider_taking_jobs",
        "Whether new jobs are taken: 1, or 0 while something keeps them out.",
        () -> intake.isClosed() ? 0 : 1);
  }

  private static Map<String, Long> jobs(ChainSession session) {
    var self = session.address();
    return session.jobs().live().stream()
        .filter(job -> job.snapshot().provider().filter(self::equals).isPresent())
        .collect(groupingBy(job -> job.snapshot().state().label(), counting()));
  }
}
