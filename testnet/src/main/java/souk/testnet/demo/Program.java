package souk.testnet.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.protocol.value.Fuel;

/**
 * One thing the demo has run: a module of {@code examples/} with real inputs.
 *
 * @param title what a person reads in the table
 * @param module the module
 * @param arguments its arguments
 * @param input file on its standard input, if any
 * @param mounts files it can open, by path
 * @param fuelLimit fuel it may use
 * @param outputName name of the file its output is kept as
 */
record Program(
    String title,
    Path module,
    List<String> arguments,
    Optional<Path> input,
    Map<String, Path> mounts,
    Fuel fuelLimit,
    String outputName) {
  Program {
    arguments = List.copyOf(arguments);
    mounts = Map.copyOf(mounts);
  }
}
