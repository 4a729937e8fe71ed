package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import souk.protocol.job.Arguments;
import souk.protocol.value.Fuel;
import souk.runtime.TestModules;
import souk.runtime.fuzz.Budget;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome.Completed;
import souk.runtime.module.Admission;
import souk.runtime.module.CodeMutator;

/** Jobs that call the machine in ways nobody would write end the same on every engine. */
final class MutatedJobsTest {
  private static final List<String> MODULES =
      List.of("arguments", "chance", "echo", "exit", "files", "flood", "pointers", "scratch");
  private static final Limits LIMITS = new Limits(new Fuel(300_000), 32, 1 << 20);
  private static final int PERCENT = 15;

  @Test
  void endTheSame() throws IOException {
    var engines = List.of(EndiveEngine.compiled(), EndiveEngine.interpreted(), TestV8.engine());
    var jobs = 0;

    var budget = Budget.of(PERCENT);
    for (var seed = Budget.seed() << 32; budget.isLeft() || jobs == 0; seed++) {
      var random = new Random(seed);
      var module = TestModules.load(MODULES.get(random.nextInt(MODULES.size())));
      var mutant = new CodeMutator(module.toArray()).mutant(random);
      if (Admission.of(mutant) instanceof Admission.Admitted) {
        compare(engines, mutant);
        jobs++;
      }
    }

    System.out.println("fuzz: jobs: %d on each engine".formatted(jobs));
  }

  private static void compare(List<Engine> engines, byte[] mutant) throws IOException {
    var mounts = new TreeMap<>(Map.of("docs/a.txt", Bytes.utf8("mounted")));
    var arguments = new Arguments(List.of("one"), new TreeMap<>(Map.of("A", "first")));
    var invocation = new Invocation(Bytes.of(mutant), arguments, Bytes.utf8("some input"), mounts);

    var outcomes = engines.stream().map(engine -> engine.run(invocation, LIMITS)).toList();

    if (outcomes.stream().distinct().count() > 1 || !(outcomes.getFirst() instanceof Completed)) {
      var kept = Path.of("target", "differing-job.wasm");
      Files.write(kept, mutant);
      assertThat(outcomes).as("%s on %s", kept, engines).containsOnly(outcomes.getFirst());
    }
    assertThat(outcomes).hasOnlyElementsOfType(Completed.class);
  }
}
