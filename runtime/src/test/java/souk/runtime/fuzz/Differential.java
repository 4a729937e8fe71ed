package souk.runtime.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import souk.runtime.module.LibraryModule;
import souk.runtime.module.LibraryModule.Reading;
import souk.runtime.module.Shape;
import souk.runtime.workbench.Value;
import souk.runtime.workbench.Workbench;
import souk.runtime.workbench.Workbench.Called;
import souk.runtime.workbench.Workbench.Linking;

/** Runs modules on every engine and requires the same of all. */
final class Differential {
  private static final int ROUNDS = 2;
  private static final int MAX_ENTRIES = 40;

  private final List<Workbench> benches;
  private final Tally tally = new Tally();

  Differential(List<Workbench> benches) {
    this.benches = benches;
  }

  /** What has been run so far. */
  static final class Tally {
    private int modules;
    private int refused;
    private int calls;
    private int traps;
    private int outOfFuel;

    int modules() {
      return modules;
    }

    @Override
    public String toString() {
      return "%d modules (%d refused before), %d calls on each engine (%d ran out of fuel, %d trapped otherwise)"
          .formatted(modules, refused, calls, outOfFuel, traps - outOfFuel);
    }
  }

  /** What one engine makes of a module: every call's outcome, then the memory. */
  private record Trace(String linking, List<Called> calls, Optional<String> memory) {}

  Tally tally() {
    return tally;
  }

  /** Runs a module, unless it is refused. */
  void run(byte[] module, long seed) {
    switch (LibraryModule.read(module)) {
      case Reading.Refused _ -> tally.refused++;
      case Reading.Rewritten(var rewritten) -> compare(Shape.of(module), rewritten.toArray(), seed);
    }
  }

  private void compare(Shape shape, byte[] rewritten, long seed) {
    Map<String, Trace> traces = new TreeMap<>();
    for (var bench : benches) {
      traces.put(bench.name(), trace(bench, shape, rewritten, new Random(seed)));
    }
    assertThat(traces.values().stream().distinct()).as("%s", traces).hasSize(1);
    count(traces.values().iterator().next());
  }

  private void count(Trace trace) {
    tally.modules++;
    tally.calls += trace.calls().size();
    for (var called : trace.calls()) {
      tally.traps += called.trapped() ? 1 : 0;
      tally.outOfFuel += called.fuel() < 0 ? 1 : 0;
    }
  }

  private static Trace trace(
      Workbench bench, Shape shape, byte[] rewritten, RandomGenerator random) {
    bench.clear();
    shape
        .standIns()
        .forEach(
            (name, module) -> {
              if (bench.link(module.toArray()) instanceof Linking.Linked(var instance)) {
                bench.register(instance, name);
              }
            });
    return switch (bench.link(rewritten)) {
      case Linking.Linked(var instance) ->
          new Trace("linked", calls(bench, shape, instance, random), bench.memory(instance));
      case Linking.Unlinkable _ -> new Trace("unlinkable", List.of(), Optional.empty());
      case Linking.Trapped _ -> new Trace("trapped", List.of(), Optional.empty());
    };
  }

  private static List<Called> calls(
      Workbench bench, Shape shape, int instance, RandomGenerator random) {
    var calls = new ArrayList<Called>();
    for (var round = 0; round < ROUNDS; round++) {
      for (var entry : shape.entries().stream().limit(MAX_ENTRIES).toList()) {
        var arguments = entry.parameters().stream().map(type -> argument(type, random)).toList();
        var fuel = random.nextInt(4) == 0 ? random.nextInt(2_000) : 300_000;
        calls.add(bench.call(instance, entry.name(), arguments, entry.results(), fuel));
      }
    }
    return calls;
  }

  private static Value argument(Value.Type type, RandomGenerator random) {
    return switch (type) {
      case FUNCREF -> new Value(type, Value.NULL);
      case EXTERNREF -> new Value(type, random.nextInt(4) - 1);
      case I32, I64, F32, F64 -> Value.of(type, bits(random));
    };
  }

  private static long bits(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(-3, 20);
      case 1 -> random.nextInt(0, 1 << 17);
      case 2 -> Double.doubleToRawLongBits(random.nextGaussian() * 1_000);
      default -> random.nextLong();
    };
  }
}
