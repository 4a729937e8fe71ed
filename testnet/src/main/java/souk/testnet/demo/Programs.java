package souk.testnet.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import souk.protocol.value.Fuel;

/** What the demo has run: the example programs over this project's own documents and data. */
final class Programs {
  private static final List<String> DOCUMENTS =
      List.of(
          "README.md",
          "ARCHITECTURE.md",
          "docs/machine.md",
          "examples/README.md",
          "CONTRIBUTING.md",
          "docs/decisions/0001-one-ledger-two-contracts.md",
          "docs/decisions/0003-chain-is-truth.md");
  private static final List<String> PHRASES =
      List.of("determinstic", "market node", "signed acceptance", "child proces", "fuel limit");
  private static final Map<String, List<String>> VIEWS =
      new TreeMap<>(
          Map.of(
              "whole-set", List.of("-0.6", "0", "3.2", "100"),
              "lightning", List.of("-0.16", "1.0405", "0.026", "150"),
              "small-copy", List.of("-0.235125", "0.827215", "0.01", "200"),
              "antenna", List.of("-0.5", "0.6", "0.25", "100"),
              "snowflake", List.of("-0.1011", "0.9563", "0.02", "200"),
              "seahorse", List.of("-0.7436438", "0.1318259", "0.006", "300")));
  private static final int ROUTES = 4;
  private static final int TOLERANCES = 3;

  private final Path root;

  /**
   * @param root the project's folder
   */
  Programs(Path root) {
    this.root = root;
  }

  /**
   * So many jobs, the programs taking turns; beyond what there is at hand the search goes on for
   * other numbers of towns.
   */
  List<Program> take(int count) {
    var queues = List.of(wordstats(), searches(), pictures(), irises(), routes(count));
    var jobs = new ArrayList<Program>();
    for (var round = 0; jobs.size() < count; round++) {
      for (var queue : queues) {
        if (round < queue.size() && jobs.size() < count) {
          jobs.add(queue.get(round));
        }
      }
    }
    return jobs;
  }

  private List<Program> wordstats() {
    return documents().entrySet().stream()
        .map(
            document ->
                program(
                    "wordstat",
                    "wordstat " + document.getValue().getFileName(),
                    List.of("20"),
                    Optional.of(document.getValue()),
                    Map.of(),
                    flat(document.getKey()) + ".words.txt"))
        .toList();
  }

  private List<Program> searches() {
    return PHRASES.stream()
        .map(
            phrase ->
                program(
                    "search",
                    "search '" + phrase + "'",
                    List.of("2", phrase, "/docs"),
                    Optional.empty(),
                    mounted(),
                    "search-" + phrase.replace(' ', '-') + ".txt"))
        .toList();
  }

  private List<Program> pictures() {
    return VIEWS.entrySet().stream()
        .map(
            view ->
                program(
                    "mandelbrot",
                    "mandelbrot " + view.getKey(),
                    view.getValue(),
                    Optional.empty(),
                    Map.of(),
                    "mandelbrot-" + view.getKey() + ".png"))
        .toList();
  }

  private List<Program> irises() {
    var programs = new ArrayList<Program>();
    for (var tolerance = 1; tolerance <= TOLERANCES; tolerance++) {
      programs.add(
          program(
              "iris",
              "iris to " + tolerance + " mm",
              List.of(String.valueOf(tolerance)),
              Optional.of(root.resolve("examples/data/iris.csv")),
              Map.of(),
              "iris-" + tolerance + ".txt"));
    }
    return programs;
  }

  private List<Program> routes(int count) {
    var programs = new ArrayList<Program>();
    for (var seed = 1; seed <= Math.max(ROUTES, count); seed++) {
      programs.add(
          program(
              "route",
              "route town " + seed,
              List.of("300", String.valueOf(seed)),
              Optional.empty(),
              Map.of(),
              "route-" + seed + ".txt"));
    }
    return programs;
  }

  private Program program(
      String name,
      String title,
      List<String> arguments,
      Optional<Path> input,
      Map<String, Path> mounts,
      String outputName) {
    return new Program(
        title,
        root.resolve("examples").resolve(name).resolve(name + ".wasm"),
        arguments,
        input,
        mounts,
        new Fuel(FUEL_LIMITS.get(name)),
        outputName);
  }

  // Each about twice what the inputs above use: what is left over shows as refunded.
  private static final Map<String, Long> FUEL_LIMITS =
      Map.of(
          "wordstat", 1_000_000_000L,
          "search", 1_000_000_000L,
          "mandelbrot", 1_000_000_000L,
          "iris", 1_000_000_000L,
          "route", 1_000_000_000L);

  private Map<String, Path> mounted() {
    var mounts = new TreeMap<String, Path>();
    documents().forEach((name, path) -> mounts.put("docs/" + name, path));
    return mounts;
  }

  private Map<String, Path> documents() {
    var found = new TreeMap<String, Path>();
    DOCUMENTS.stream()
        .filter(name -> Files.isRegularFile(root.resolve(name)))
        .forEach(name -> found.put(name, root.resolve(name)));
    return found;
  }

  private static String flat(String path) {
    return path.replace('/', '-').replace(".md", "");
  }
}
