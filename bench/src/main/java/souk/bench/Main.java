package souk.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** {@code bench/run NAME}. */
public final class Main {
  private static final Map<String, Supplier<Benchmark>> BENCHMARKS =
      new TreeMap<>(Map.of("gas", GasBenchmark::new, "latency", LatencyBenchmark::new));
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

  private static void report(String name, List<Figure> figures) throws IOException {
    System.out.printf("%-28s %16s  %-10s %16s%n", name, "value", "unit", "aim");
    for (var figure : figures) {
      System.out.printf(
          "%-28s %16s  %-10s %16s%n",
          figure.name(),
          figure.value().toPlainString(),
          figure.unit(),
          figure.aim() == null ? "" : figure.aim().toPlainString());
    }
    var file = Path.of(System.getProperty("souk.root", "."), "target", "bench", name + ".json");
    Files.createDirectories(file.getParent());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), figures);
  }
}
