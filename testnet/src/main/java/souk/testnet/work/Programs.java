package souk.testnet.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Arguments;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;

/** Work for a market: the example programs over this project's own documents and data. */
public final class Programs {
  private static final List<String> DOCUMENTS =
      List.of(
          "README.md",
          "ARCHITECTURE.md",
          "docs/machine.md",
          "examples/README.md",
          "CONTRIBUTING.md",
          "docs/decisions/0001-one-ledger.md",
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
  // Above what any of the inputs here uses: what is left over shows as refunded.
  private static final long FUEL_LIMIT = 1_000_000_000;
  private static final long SMALL_FUEL_LIMIT = 200_000_000;

  /** Turns of the garden. */
  public static final int GARDEN_TURNS = 6;

  /** What the garden is sown with. */
  public static final AgentInput GARDEN =
      new AgentInput(
          new Fuel(100_000_000),
          Amount.of(1_000),
          List.of(
              new Message(
                  Address.ZERO, Amount.ZERO, "acorn 20 8".getBytes(StandardCharsets.US_ASCII))));

  private static final int TOWN = 300;
  private static final int SMALL_TOWN = 100;
  private static final Bytes NOTHING = Bytes.of(new byte[0]);

  private final Path root;

  /**
   * @param root the project's folder
   */
  public Programs(Path root) {
    this.root = root;
  }

  /** So many jobs, the programs taking turns; of towns to find routes through there is no end. */
  public List<Program> take(int count) {
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

  /** An agent's garden, to be run as {@link #GARDEN_TURNS} turns. */
  public Program garden() {
    return program(
        "life",
        "life of " + GARDEN_TURNS + " turns",
        List.of(),
        Bytes.of(AgentInputCodec.encode(GARDEN)),
        new TreeMap<>(),
        "life.txt");
  }

  /** So many different jobs that a processor is done with in moments, of two sizes. */
  public List<Program> small(int count) {
    var texts = wordstats();
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> i < texts.size() ? texts.get(i) : route(SMALL_TOWN, i, SMALL_FUEL_LIMIT))
        .toList();
  }

  private List<Program> wordstats() {
    return documents().entrySet().stream()
        .map(
            document ->
                program(
                    "wordstat",
                    "wordstat " + Path.of(document.getKey()).getFileName(),
                    List.of("20"),
                    document.getValue(),
                    new TreeMap<>(),
                    flat(document.getKey()) + ".words.txt"))
        .toList();
  }

  private List<Program> searches() {
    var mounts = new TreeMap<String, Bytes>();
    documents().forEach((name, text) -> mounts.put("docs/" + name, text));
    return PHRASES.stream()
        .map(
            phrase ->
                program(
                    "search",
                    "search '" + phrase + "'",
                    List.of("2", phrase, "/docs"),
                    NOTHING,
                    mounts,
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
                    NOTHING,
                    new TreeMap<>(),
                    "mandelbrot-" + view.getKey() + ".png"))
        .toList();
  }

  private List<Program> irises() {
    var measurements = read("examples/data/iris.csv");
    return Stream.of("0", "1", "2", "3")
        .map(
            tolerance ->
                program(
                    "iris",
                    "iris within " + tolerance + " mm",
                    List.of(tolerance),
                    measurements,
                    new TreeMap<>(),
                    "iris-" + tolerance + "mm.txt"))
        .toList();
  }

  private List<Program> routes(int count) {
    return Stream.iterate(1, seed -> seed + 1)
        .limit(count)
        .map(seed -> route(TOWN, seed, FUEL_LIMIT))
        .toList();
  }

  private Program route(int size, int seed, long fuelLimit) {
    return program(
        "route",
        "route through town " + seed,
        List.of(String.valueOf(size), String.valueOf(seed)),
        NOTHING,
        new TreeMap<>(),
        fuelLimit,
        "route-" + seed + ".txt");
  }

  private Program program(
      String name,
      String title,
      List<String> arguments,
      Bytes input,
      SortedMap<String, Bytes> mounts,
      String outputName) {
    return program(name, title, arguments, input, mounts, FUEL_LIMIT, outputName);
  }

  private Program program(
      String name,
      String title,
      List<String> arguments,
      Bytes input,
      SortedMap<String, Bytes> mounts,
      long fuelLimit,
      String outputName) {
    var module = read("examples/" + name + "/" + name + ".wasm");
    var invocation =
        new Invocation(module, new Arguments(arguments, new TreeMap<>()), input, mounts);
    return new Program(title, invocation, new Fuel(fuelLimit), outputName);
  }

  private SortedMap<String, Bytes> documents() {
    var found = new TreeMap<String, Bytes>();
    DOCUMENTS.forEach(name -> found.put(name, read(name)));
    return found;
  }

  private Bytes read(String name) {
    try {
      return Bytes.of(Files.readAllBytes(root.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException("the demo needs " + name + " of the project", e);
    }
  }

  private static String flat(String path) {
    return path.replace('/', '-').replace(".md", "");
  }
}
