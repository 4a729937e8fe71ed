package souk.runtime.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import souk.runtime.TestModules;

final class AccessorsTest {
  private static final long SIGNALLING_F32 = 0x7FA0_0001L;
  private static final long SIGNALLING_F64 = 0xFFF4_0000_0000_0001L;

  @Test
  void listsTheGlobalsThatCanBeSet() {
    assertThat(admitted("globals").mutableGlobals()).containsExactly(0, 2, 4, 6);
  }

  @Test
  void readsTheBitsOfEveryType() {
    var instance = instance("globals");

    assertThat(List.of(get(instance, 0), get(instance, 2), get(instance, 4), get(instance, 6)))
        .containsExactly(0xFFFF_FFFEL, -3L, SIGNALLING_F32, SIGNALLING_F64);
  }

  @Test
  void setsTheBitsOfEveryType() {
    var instance = instance("globals");

    set(instance, 0, 0xFEDC_BA98L);
    set(instance, 2, 0x0123_4567_89AB_CDEFL);
    set(instance, 4, SIGNALLING_F32 + 5);
    set(instance, 6, SIGNALLING_F64 + 5);

    assertThat(List.of(get(instance, 0), get(instance, 2), get(instance, 4), get(instance, 6)))
        .containsExactly(
            0xFEDC_BA98L, 0x0123_4567_89AB_CDEFL, SIGNALLING_F32 + 5, SIGNALLING_F64 + 5);
  }

  @Test
  void seesWhatATurnSets() {
    var instance = instance("globals");
    instance.exports().global(AdmittedModule.FUEL_EXPORT).setValue(1_000);

    instance.export(AdmittedModule.AGENT_SETUP).apply();
    instance.export(AdmittedModule.AGENT_ENTRY).apply();

    assertThat(get(instance, 0)).isEqualTo(0xFFFF_FFFFL);
    assertThat(get(instance, 2)).isEqualTo(41);
  }

  @Test
  void areNotAddedToWhatIsNoAgent() {
    var exports = Parser.parse(admitted("control").rewrite(1)).exportSection();

    for (var i = 0; i < exports.exportCount(); i++) {
      assertThat(exports.getExport(i).name())
          .doesNotStartWith("souk:get")
          .doesNotStartWith("souk:set");
    }
  }

  @Test
  void comeWithTheMemoryThatEveryModuleExports() {
    assertThat(instance("globals").exports().memory(AdmittedModule.MEMORY_EXPORT).pages())
        .isEqualTo(1);
  }

  private static AdmittedModule admitted(String name) {
    return switch (Admission.of(TestModules.load(name).toArray())) {
      case Admission.Admitted(var module) -> module;
      case Admission.Refused(var reason) -> throw new AssertionError(reason);
    };
  }

  private static Instance instance(String name) {
    return Instance.builder(Parser.parse(admitted(name).rewrite(4))).withStart(false).build();
  }

  private static long get(Instance instance, int global) {
    return instance.export(AdmittedModule.getter(global)).apply()[0];
  }

  private static void set(Instance instance, int global, long bits) {
    instance.export(AdmittedModule.setter(global)).apply(bits);
  }
}
