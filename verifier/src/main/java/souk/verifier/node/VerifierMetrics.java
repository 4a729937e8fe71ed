package souk.verifier.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import souk.client.ChainSession;
import souk.client.telemetry.Metrics;
import souk.client.telemetry.NodeMetrics;
import souk.client.telemetry.Readiness;
import souk.client.telemetry.SessionNeeds;
import souk.client.telemetry.TelemetryServer;
import souk.verifier.journal.VerifierJournal;

/** What is measured of a verifier. */
final class VerifierMetrics {
  private VerifierMetrics() {}

  /** Serves them. */
  static TelemetryServer serve(
      int port, ChainSession session, VerifierJournal journal, Duties duties, VerifierLog log) {
    var clock = Clock.systemUTC();
    var metrics = new Metrics();
    NodeMetrics.bind(metrics, session, clock);
    metrics.gauge(
        "souk_verifier_duties",
        "Seats in audits and juries that have not come to an end.",
        () -> journal.unfinished().size());
    metrics.gauge(
        "souk_verifier_deadlines_near",
        "Answers and votes that are due soon and not done.",
        duties::urgent);
    metrics.counts(
        "souk_verifier_alarms_total",
        "Deadlines that came near before what is due was done.",
        "kind",
        () -> Map.of("deadline", duties.warnings()));
    try {
      var readiness = new Readiness(SessionNeeds.of(session, clock), log);
      var server = TelemetryServer.start(port, metrics, readiness);
      log.serving(server.port());
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "metrics cannot be served on port %d: give another with --metrics-port".formatted(port),
          e);
    }
  }
}
