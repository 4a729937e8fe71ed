/**
 * What this process logs, on standard error: a line an event, for people or for programs.
 *
 * <p>{@link souk.cli.log.Logging} sets up Logback without its files, so that a command which never
 * logs does not load it. In JSON, what code says beside the message ({@code addKeyValue}) stands as
 * members of its own:
 *
 * <pre>
 *   {"time":"2026-01-02T03:04:05.678Z","level":"INFO","logger":"souk.market","thread":"node loop",
 *    "message":"asked 0x5a... to run job 0x01234567 (attempt 0)","job":"0x0123...","attempt":0}
 * </pre>
 */
@NullMarked
package souk.cli.log;

import org.jspecify.annotations.NullMarked;
