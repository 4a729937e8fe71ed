package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.value.Fuel;
import souk.runtime.TestModules;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

final class EnginesAgreeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "echo",
        "endless",
        "recursion",
        "indirect-recursion",
        "memory-bomb",
        "nan",
        "divide",
        "unreachable",
        "exit",
        "flood",
        "chance",
        "arguments",
        "files",
        "scratch",
        "control",
        "bulk",
        "pointers"
      })
  void onOutcomeOutputAndFuel(String name) {
    var invocation = Invocation.of(TestModules.load(name), Bytes.utf8("some input for all"));
    var limits = Limits.of(new Fuel(3_000_000), 32);

    assertAllAgree(invocation, limits);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 100, 500, 511, 600, 1_000})
  void whereverFuelRunsOut(long fuel) {
    var invocation = Invocation.of(TestModules.load("control"), Bytes.EMPTY);
    var limits = Limits.of(new Fuel(fuel), 1);

    assertAllAgree(invocation, limits);
  }

  private static void assertAllAgree(Invocation invocation, Limits limits) {
    var compiled = EndiveEngine.compiled().run(invocation, limits);

    assertThat(EndiveEngine.interpreted().run(invocation, limits)).isEqualTo(compiled);
    assertThat(TestV8.engine().run(invocation, limits)).isEqualTo(compiled);
  }
}
