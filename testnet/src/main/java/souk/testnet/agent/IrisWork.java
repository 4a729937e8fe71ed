package souk.testnet.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import souk.client.JobRequest;
import souk.protocol.codec.ChunkTree;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.engine.Engine;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;

/** The measurements of 150 flowers, cut into parts, and the program that is run over them. */
final class IrisWork {
  /** Parts, each a child job. */
  static final int PARTS = 8;

  private static final Fuel MOST = new Fuel(1_000_000_000);

  private final Engine engine = EndiveEngine.compiled();
  private final Bytes module;
  private final Bytes whole;
  private final List<Bytes> parts;

  private IrisWork(Bytes module, Bytes whole, List<Bytes> parts) {
    this.module = module;
    this.whole = whole;
    this.parts = parts;
  }

  /** Out of the project's folder. */
  static IrisWork in(Path root) {
    var module = read(root.resolve("examples/iris/iris.wasm"));
    var lines = text(read(root.resolve("examples/data/iris.csv"))).lines().toList();
    var rows = lines.subList(1, lines.size());
    var parts = new ArrayList<Bytes>();
    for (var part = 0; part < PARTS; part++) {
      var from = rows.size() * part / PARTS;
      parts.add(table(lines.getFirst(), rows.subList(from, rows.size() * (part + 1) / PARTS)));
    }
    return new IrisWork(module, table(lines.getFirst(), rows), parts);
  }

  /** All that jobs read. */
  List<Bytes> blobs() {
    return Stream.concat(Stream.of(module, whole), parts.stream()).toList();
  }

  /** What the orchestrator is told. */
  String order(Address checker, Amount checkPrice) {
    var order = new StringBuilder();
    order.append("module %s%n".formatted(module.sha256()));
    order.append("checker %s %s%n".formatted(checker, checkPrice));
    order.append("whole %s%n".formatted(source(whole)));
    parts.forEach(part -> order.append("part %s%n".formatted(source(part))));
    return order.toString().replace(System.lineSeparator(), "\n");
  }

  /** What running the program over the whole comes to. */
  Execution ofTheWhole() {
    return run(whole);
  }

  /** What running it over a part comes to; its number is that of the effect that asks for it. */
  Execution ofPart(int number) {
    return run(parts.get(number));
  }

  private Execution run(Bytes input) {
    var limits = Limits.of(MOST, JobRequest.DEFAULT_MEMORY);
    return switch (engine.run(Invocation.of(module, input), limits)) {
      case RunOutcome.Completed(var execution) -> execution;
      case RunOutcome.Rejected(var reason) -> throw new IllegalStateException(reason);
      case RunOutcome.HostFault(var reason) -> throw new IllegalStateException(reason);
    };
  }

  private String source(Bytes input) {
    return input.sha256() + " " + ChunkTree.pair(module.toArray(), input.toArray());
  }

  private static Bytes table(String head, List<String> rows) {
    var text = head + "\n" + String.join("\n", rows) + "\n";
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }

  /** A file of the project. */
  static Bytes read(Path file) {
    try {
      return Bytes.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the demo needs " + file, e);
    }
  }
}
