package souk.verifier.node;

import java.util.Map;
import souk.client.session.ChainSession;
import souk.client.telemetry.Metrics;
import souk.client.telemetry.TelemetryServer;
import souk.verifier.journal.VerifierJournal;

/** What is measured of a verifier. */
final class VerifierMetrics {
  private VerifierMetrics() {}

  /** Serves them. */
  static TelemetryServer serve(
      int port, ChainSession session, VerifierJournal journal, Duties duties, VerifierLog log) {
    var server =
        TelemetryServer.ofNode(port, session, metrics -> bind(metrics, journal, duties), log);
    log.serving(server.port());
    return server;
  }

  private static void bind(Metrics metrics, VerifierJournal journal, Duties duties) {
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
  }
}
