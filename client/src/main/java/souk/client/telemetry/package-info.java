/**
 * How a long-running node is: {@link souk.client.telemetry.Metrics} it counts, {@link
 * souk.client.telemetry.Readiness} of what it needs, and {@link
 * souk.client.telemetry.TelemetryServer} that tells both to its operator.
 *
 * <pre>{@code
 * var metrics = new Metrics();
 * NodeMetrics.bind(metrics, session, Clock.systemUTC());
 * var readiness = new Readiness(SessionNeeds.of(session, Clock.systemUTC()), log);
 * try (var server = TelemetryServer.start(port, metrics, readiness)) {
 *   node.awaitStop();
 * }
 * }</pre>
 */
@NullMarked
package souk.client.telemetry;

import org.jspecify.annotations.NullMarked;
