package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.runtime.TestModules;
import souk.runtime.module.LibraryModule;
import souk.runtime.module.LibraryModule.Reading;
import souk.runtime.workbench.Value;
import souk.runtime.workbench.Workbench;
import souk.runtime.workbench.Workbench.Linking;

final class StoresAtTheEndTest {
  private static final int PAGE_BYTES = 65_536;
  private static final int OFFSET = 22;
  private static final long FUEL = 1_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i32.store8",
        "i32.store16",
        "i32.store",
        "i64.store8",
        "i64.store16",
        "i64.store32",
        "i64.store",
        "f32.store",
        "f64.store"
      })
  void trapInsteadOfWrappingAround(String store) {
    try (var compiled = EndiveWorkbench.compiled();
        var interpreted = EndiveWorkbench.interpreted()) {
      for (var bench : List.of(compiled, interpreted)) {
        assertThat(traps(bench, store, -1)).isTrue();
        assertThat(traps(bench, store, PAGE_BYTES - OFFSET)).isTrue();
        assertThat(traps(bench, store, PAGE_BYTES - OFFSET - Long.BYTES)).isFalse();
      }
    }
  }

  private static boolean traps(Workbench bench, String store, int address) {
    var module = LibraryModule.read(TestModules.load("narrow-stores").toArray());
    if (!(module instanceof Reading.Rewritten(var rewritten))
        || !(bench.link(rewritten.toArray()) instanceof Linking.Linked(var instance))) {
      throw new AssertionError(module);
    }
    var argument = Value.of(Value.Type.I32, address);
    return bench.call(instance, store, List.of(argument), List.of(), FUEL).trapped();
  }
}
