package souk.runtime.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import run.endive.wasm.Parser;
import souk.runtime.TestModules;
import souk.runtime.module.Admission;
import souk.runtime.module.NarrowStores;

final class AdmissionFuzzTest {
  private static final int MAX_PAGES = 1 << 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @MethodSource("modules")
  @FuzzTest(maxDuration = "10s")
  void anyBytesAreRefusedOrRewrittenIntoAValidModule(byte[] bytes) {
    var started = System.nanoTime();

    switch (Admission.of(bytes)) {
      case Admission.Refused(var reason) -> assertThat(reason.lines()).hasSize(1);
      case Admission.Admitted(var module) -> {
        var rewritten = module.rewrite(MAX_PAGES);
        Parser.parse(rewritten);
        Parser.parse(NarrowStores.guarded(rewritten, 0));
      }
    }

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(PATIENCE);
  }

  static Stream<Arguments> modules() {
    return Stream.of(
            "arguments",
            "bulk",
            "chance",
            "control",
            "divide",
            "echo",
            "endless",
            "exit",
            "files",
            "flood",
            "hello",
            "indirect-recursion",
            "memory-bomb",
            "nan",
            "pointers",
            "recursion",
            "spectest",
            "unreachable")
        .map(name -> Arguments.of((Object) TestModules.load(name).toArray()));
  }
}
