package souk.runtime.machine;

import souk.protocol.evidence.ExitStatus;
import souk.protocol.value.Fuel;

/**
 * What an execution produced. All but the log is the result: the same invocation under the same
 * limits gives the same on every engine and every machine.
 *
 * @param status how it ended
 * @param fuelUsed at most the fuel limit
 * @param output what it wrote to standard output before it ended
 * @param log the first {@link Machine#MAX_LOG_BYTES} of what it wrote to standard error
 */
public record Execution(ExitStatus status, Fuel fuelUsed, Bytes output, Bytes log) {}
