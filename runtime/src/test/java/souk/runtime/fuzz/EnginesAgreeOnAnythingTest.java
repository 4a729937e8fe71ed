package souk.runtime.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.runtime.TestModules;
import souk.runtime.engine.EndiveWorkbench;
import souk.runtime.module.CodeMutator;
import souk.runtime.workbench.NodeWorkbench;
import souk.runtime.workbench.Tools;
import souk.runtime.workbench.Workbench;

/** Same results, fuel, depth, traps and memory on every engine, whatever the module. */
final class EnginesAgreeOnAnythingTest {
  private static final List<String> PLAIN =
      List.of(
          "arguments",
          "bulk",
          "chance",
          "control",
          "echo",
          "files",
          "indirect-recursion",
          "nan",
          "pointers",
          "spectest");
  private static final Path EXAMPLES = Path.of("../examples");
  private static final int MUTANTS_OF_A_TEST = 40;

  private static List<Workbench> benches = List.of();

  @BeforeAll
  static void start() {
    Tools.need("node");
    benches =
        List.of(EndiveWorkbench.compiled(), EndiveWorkbench.interpreted(), NodeWorkbench.start());
  }

  @AfterAll
  static void stop() {
    benches.forEach(Workbench::close);
  }

  @Test
  void randomModulesRunTheSame(@TempDir Path place) throws IOException, InterruptedException {
    Tools.need("wasm-opt");
    var generator = new RandomModules(place);
    var differential = new Differential(benches);

    var budget = Budget.of(40);
    for (var seed = Budget.seed() << 32; isWanted(differential, budget); seed++) {
      check(differential, generator.module(seed), seed);
    }

    report("random", differential);
  }

  @Test
  void mutatedModulesRunTheSame() throws IOException {
    var differential = new Differential(benches);

    var budget = Budget.of(30);
    for (var seed = Budget.seed() << 32; isWanted(differential, budget); seed++) {
      var random = new Random(seed);
      var mutator = new CodeMutator(TestModules.load(pick(PLAIN, random)).toArray());
      for (var i = 0; i < MUTANTS_OF_A_TEST && isWanted(differential, budget); i++) {
        check(differential, mutator.mutant(random), seed);
      }
    }

    report("mutated", differential);
  }

  @Test
  void mutatedExamplesRunTheSame() throws IOException {
    var differential = new Differential(benches);

    var examples = examples();
    var budget = Budget.of(15);
    for (var seed = Budget.seed() << 32; isWanted(differential, budget); seed++) {
      var random = new Random(seed);
      var mutator = new CodeMutator(Files.readAllBytes(pick(examples, random)));
      check(differential, mutator.mutant(random), seed);
    }

    report("examples", differential);
  }

  /** Whether to go on: while there is time, and until one module has been run. */
  private static boolean isWanted(Differential differential, Budget budget) {
    return budget.isLeft() || differential.tally().modules() == 0;
  }

  private static List<Path> examples() throws IOException {
    try (var files = Files.walk(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".wasm")).sorted().toList();
    }
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  /** A module that engines differ on is kept for whoever looks into it. */
  private static void check(Differential differential, byte[] module, long seed)
      throws IOException {
    try {
      differential.run(module, seed);
    } catch (AssertionError e) {
      var kept = Path.of("target", "differs-%d.wasm".formatted(seed));
      Files.write(kept, module);
      throw new AssertionError("engines differ on %s (seed %d)".formatted(kept, seed), e);
    }
  }

  private static void report(String kind, Differential differential) {
    System.out.println("fuzz: %s: %s".formatted(kind, differential.tally()));
  }
}
