package souk.runtime.machine;

import souk.protocol.value.Fuel;

/**
 * One turn to be run.
 *
 * @param number within the job, from 0
 * @param fuel fuel it may use, at least 1
 * @param outputBytes output it may write
 * @param logBytes log that is kept of it
 */
public record TurnOrder(int number, Fuel fuel, int outputBytes, int logBytes) {}
