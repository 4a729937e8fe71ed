package souk.runtime.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.runtime.engine.EndiveWorkbench;
import souk.runtime.workbench.NodeWorkbench;
import souk.runtime.workbench.Tools;
import souk.runtime.workbench.Workbench;

/** {@code docs/conformance.md} says what is left out and why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConformanceTest {
  private final Map<String, Integer> passed = new TreeMap<>();
  private final Map<String, Integer> leftOut = new TreeMap<>();
  private List<Workbench> benches = List.of();
  private @Nullable Suite suite;

  @BeforeAll
  void start(@TempDir Path converted) {
    suite = Suite.find(converted);
    Tools.need("node");
    benches =
        List.of(EndiveWorkbench.compiled(), EndiveWorkbench.interpreted(), NodeWorkbench.start());
  }

  @AfterAll
  void report() {
    benches.forEach(Workbench::close);
    passed.forEach((engine, count) -> print("%s: %d assertions pass".formatted(engine, count)));
    leftOut.forEach((reason, count) -> print("%d left out: %s".formatted(count, reason)));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("scriptsOnEveryEngine")
  void rewrittenModulesMeanWhatTheSuiteSays(Workbench bench, Suite suite, String script)
      throws IOException, InterruptedException {
    var outcome = ScriptRun.of(suite, script, bench);

    passed.merge(bench.name(), outcome.passed(), Integer::sum);
    outcome
        .leftOut()
        .forEach(one -> leftOut.merge(bench.name() + " " + one.reason(), 1, Integer::sum));
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.leftOut().stream().filter(one -> !one.reason().equals(LeftOut.TEXT)))
        .map(LeftOut::toString)
        .isSubsetOf(LeftOut.list());
  }

  Stream<Arguments> scriptsOnEveryEngine() {
    var found = Objects.requireNonNull(suite);
    return found.scripts().stream()
        .flatMap(script -> benches.stream().map(bench -> Arguments.of(bench, found, script)));
  }

  private static void print(String line) {
    System.out.println("conformance: " + line);
  }
}
