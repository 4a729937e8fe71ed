package souk.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Arguments;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.runtime.guest.JavaScript;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

/** Jobs for all programs of {@code examples/}, small enough for every engine. */
public final class Examples {
  private static final Path FOLDER = Path.of("..", "examples");
  private static final Instant POSTED_AT = Instant.ofEpochSecond(1_760_000_000);
  private static final Fuel FUEL = new Fuel(5_000_000_000L);
  private static final Limits LIMITS = Limits.of(FUEL, 1_024);
  private static final int TABLE_ROWS = 20;
  private static final Map<String, Bytes> NO_FILES = Map.of();

  /**
   * A command.
   *
   * @param name of the job, unlike all others
   * @param invocation what is run
   * @param limits what it may use
   */
  public record Command(String name, Invocation invocation, Limits limits) {
    /** The name. */
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * An agent.
   *
   * @param name of the job, unlike all others
   * @param job what is run
   */
  public record Agent(String name, AgentJob job) {
    /** The name. */
    @Override
    public String toString() {
      return name;
    }
  }

  private Examples() {}

  /** Every command. */
  public static Stream<Command> commands() {
    var docs = Map.of("docs/sample.txt", read("data/sample.txt"), "docs/iris.csv", iris());
    return Stream.of(
        compiled("wordstat", read("data/sample.txt"), NO_FILES, "20"),
        compiled("search", Bytes.EMPTY, docs, "1", "the", "/docs"),
        compiled("iris", iris(), NO_FILES, "2"),
        compiled("route", Bytes.EMPTY, NO_FILES, "60", "7"),
        compiled("mandelbrot", Bytes.EMPTY, NO_FILES, "-0.7436438", "0.1318259", "0.006", "60"),
        compiled("sortlines", Bytes.EMPTY, docs, "3", "/docs/sample.txt", "/docs/iris.csv"),
        compiled("llm", Bytes.utf8("# The deterministic"), model(), "/model", "24"),
        named(
            "llm-drawn", compiled("llm", Bytes.utf8("A job"), model(), "/model", "24", "0.7", "7")),
        table());
  }

  /** Every agent. */
  public static Stream<Agent> agents() {
    return Stream.of(
        new Agent("auction", auction()),
        new Agent("life", life()),
        new Agent("till", till()),
        new Agent("raffle", raffle()));
  }

  private static Command named(String name, Command command) {
    return new Command(name, command.invocation(), command.limits());
  }

  private static Command compiled(
      String name, Bytes input, Map<String, Bytes> files, String... arguments) {
    var invocation =
        new Invocation(module(name), texts(Map.of(), arguments), input, new TreeMap<>(files));
    return new Command(name, invocation, LIMITS);
  }

  private static Map<String, Bytes> model() {
    return Map.of(
        "model/model.bin", read("llm/model/model.bin"),
        "model/tokenizer.bin", read("llm/model/tokenizer.bin"));
  }

  private static Command table() {
    var rows = iris().text().lines().limit(TABLE_ROWS).collect(Collectors.joining("\n"));
    var invocation =
        JavaScript.invocation(
            "table.js", read("table/table.js"), texts(Map.of()), Bytes.utf8(rows), new TreeMap<>());
    return new Command("table", invocation, LIMITS);
  }

  private static AgentJob auction() {
    var variables = Map.of("SELLER", "0x5e11e700000000000000000000000000000000ff", "RESERVE", "50");
    var inbox =
        List.of(
            message(1, 60, "Ada"),
            message(2, 40, "Bob"),
            message(3, 75, "Cleo"),
            message(1, 75, "Ada"),
            message(2, 120, "Bob"));
    return new AgentJob(
        new Invocation(module("auction"), texts(variables), input(inbox), new TreeMap<>()),
        LIMITS,
        8,
        POSTED_AT);
  }

  private static AgentJob life() {
    var inbox =
        List.of(
            message(1, 0, "acorn 20 8"),
            message(2, 0, "glider 2 2"),
            message(3, 7, "oak 1 1"),
            message(3, 0, "pentomino 36 12"));
    return new AgentJob(
        new Invocation(module("life"), texts(Map.of()), input(inbox), new TreeMap<>()),
        LIMITS,
        6,
        POSTED_AT);
  }

  private static AgentJob till() {
    var inbox =
        List.of(
            message(1, 0, "good morning"),
            message(2, 40, ""),
            message(3, 60, "pay out"),
            message(1, 0, "pay out"),
            message(2, 5, "close"),
            message(1, 0, "close"));
    var standing =
        new AgentStanding(
            Address.parse("0x00000000000000000000000000000000007e5700"),
            12,
            Amount.of(5_000),
            Optional.empty());
    var input = new AgentInput(FUEL, Amount.of(90), Optional.of(standing), inbox);
    return new AgentJob(
        new Invocation(
            module("till"),
            texts(Map.of()),
            Bytes.of(AgentInputCodec.encode(input)),
            new TreeMap<>()),
        LIMITS,
        6,
        POSTED_AT);
  }

  private static AgentJob raffle() {
    var inbox = List.of(message(1, 250, "Ada"), message(2, 510, "Bob"), message(3, 99, ""));
    var invocation =
        JavaScript.invocation(
            "raffle.js",
            read("raffle/raffle.js"),
            texts(Map.of("PRICE", "100")),
            input(inbox),
            new TreeMap<>());
    return new AgentJob(invocation, LIMITS, 6, POSTED_AT);
  }

  private static Message message(int sender, long value, String body) {
    var address = new byte[Address.SIZE];
    Arrays.fill(address, (byte) (0x11 * sender));
    return new Message(
        Address.of(address), Amount.of(value), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes input(List<Message> inbox) {
    return Bytes.of(AgentInputCodec.encode(new AgentInput(FUEL, Amount.of(1_000), inbox)));
  }

  private static Arguments texts(Map<String, String> variables, String... arguments) {
    return new Arguments(List.of(arguments), new TreeMap<>(variables));
  }

  private static Bytes iris() {
    return read("data/iris.csv");
  }

  private static Bytes module(String name) {
    return read(name + "/" + name + ".wasm");
  }

  private static Bytes read(String file) {
    try {
      return Bytes.of(Files.readAllBytes(FOLDER.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
