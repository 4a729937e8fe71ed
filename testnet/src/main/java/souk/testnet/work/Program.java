package souk.testnet.work;

import souk.protocol.value.Fuel;
import souk.runtime.machine.Invocation;

/**
 * One thing to run: a module of {@code examples/} with real inputs.
 *
 * @param title what a person reads in the table
 * @param invocation module, arguments, input and files
 * @param fuelLimit fuel it may use
 * @param outputName name of the file its output is kept as
 */
public record Program(String title, Invocation invocation, Fuel fuelLimit, String outputName) {}
