package souk.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** {@code bench/run NAME}. */
public final class Main {
  private static final Map<String, Supplier<Benchmark>> BENCHMARKS =
      new TreeMap<>(
          Map.of(
              "chain", ChainBenchmark::new,
              "fuel", FuelBenchmark::new,
              "gas", GasBenchmark::new,
              "latency", LatencyBenchmark::new,
              "match", MatchBenchmark::new,
              "memory", MemoryBenchmark::new,
              "runtime", RuntimeBenchmark::new));
  private static final int BAD_USE = 2;

  private Main() {}

  /**
   * Runs the benchmark named by the only argument.
   *
   * @throws Exception if it cannot be measured
   */
  public static void main(String[] arguments) throws Exception {
    var benchmark = arguments.length == 1 ? BENCHMARKS.get(arguments[0]) : null;
    if (benchmark == null) {
      System.err.println("usage: bench/run NAME, one of " + String.join(", ", BENCHMARKS.keySet()));
      System.exit(BAD_USE);
    } else {
      report(arguments[0], benchmark.get().run());
    }
  }

  private static void report(String name, Report report) throws IOException {
    System.out.printf("%-34s %12s  %-8s %12s%n", name, "value", "unit", "aim");
    for (var figure : report.figures()) {
      System.out.printf(
          "%-34s %12s  %-8s %12s%n",
          figure.name(),
          figure.value().toPlainString(),
          figure.unit(),
          figure.aim() == null ? "" : figure.aim().toPlainString());
    }
    var file = Path.of(System.getProperty("souk.root", "."), "target", "bench", name + ".json");
    Files.createDirectories(file.getParent());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), report.figures());
    report.notes().forEach(System.err::println);
  }
}
