/**
 * How a long-running node is: {@link souk.client.telemetry.Metrics} it counts, {@link
 * souk.client.telemetry.Readiness} of what it needs, and {@link
 * souk.client.telemetry.TelemetryServer} that tells both to its operator.
 *
 * <pre>{@code
 * try (var server = TelemetryServer.ofNode(port, session, metrics -> bind(metrics), log)) {
 *   node.awaitStop();
 * }
 * }</pre>
 */
@NullMarked
package souk.client.telemetry;

import org.jspecify.annotations.NullMarked;
