package souk.testnet.scenario;

import java.util.List;
import java.util.TreeMap;
import souk.client.JobRequest;
import souk.protocol.job.Arguments;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.testnet.examples.ExampleFiles;

/** Jobs that look for a short way through towns: {@code examples/route}. */
final class Routes {
  static final Bytes MODULE = ExampleFiles.module("route");
  static final Fuel FUEL = new Fuel(600_000_000);
  static final Price CEILING = Price.of(2_500_000);

  private Routes() {}

  /**
   * A job at that ceiling.
   *
   * @param towns how many, up to 300 with that fuel
   * @param seed where they lie
   */
  static JobRequest request(int towns, int seed) {
    return JobRequest.of(invocation(towns, seed), FUEL, CEILING);
  }

  static Invocation invocation(int towns, int seed) {
    return new Invocation(MODULE, arguments(towns, seed), Bytes.EMPTY, new TreeMap<>());
  }

  static Arguments arguments(int towns, int seed) {
    return new Arguments(List.of(String.valueOf(towns), String.valueOf(seed)), new TreeMap<>());
  }
}
