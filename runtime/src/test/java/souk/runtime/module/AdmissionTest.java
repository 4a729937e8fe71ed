package souk.runtime.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.runtime.TestModules;

final class AdmissionTest {
  @ParameterizedTest
  @ValueSource(strings = {"hello", "control", "nan", "bulk", "files", "indirect-recursion"})
  void admitsPlainCommands(String name) {
    assertThat(Admission.of(TestModules.load(name).toArray()))
        .isInstanceOf(Admission.Admitted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "no-start, exports no function _start",
    "start-with-parameter, must take and return nothing",
    "no-memory, no memory",
    "start-section, start section",
    "unknown-import, imports env.abort",
    "socket-import, imports wasi_snapshot_preview1.sock_send",
    "wrong-import-type, wasi_snapshot_preview1.proc_exit with a type",
    "memory-import, imports env.memory",
    "simd, SIMD",
    "atomics, threads",
    "shared-memory, shared",
    "memory64, 64-bit memory",
    "two-memories, exactly one memory",
    "exceptions, exceptions",
    "tail-call, tail calls",
    "reserved-export, exports souk:fuel",
    "data-outside, outside the initial memory",
    "elements-outside, outside its table",
    "huge-table, 100001 elements",
    "many-locals, more than 4096 locals",
    "wrong-operands, not a valid WebAssembly module",
    "global-outside, not a valid WebAssembly module",
    "branch-outside, not a valid WebAssembly module"
  })
  void refusesWithTheReason(String name, String reason) {
    assertThat(reasonFor(TestModules.load("refused/" + name).toArray())).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello, world", "\0asm", "\0asm\1\0\0", "\0asm\2\0\0\0"})
  void refusesWhatIsNotAModule(String text) {
    assertThat(reasonFor(text.getBytes(StandardCharsets.ISO_8859_1)))
        .startsWith("not a WebAssembly module");
  }

  @Test
  void refusesModulesThatAreTooBig() {
    assertThat(reasonFor(new byte[Sizes.MODULE_BYTES + 1])).contains("the machine admits 8388608");
  }

  @Test
  void refusesEveryTruncation() {
    var whole = TestModules.load("control").toArray();

    for (var size = 0; size < whole.length; size++) {
      assertThat(reasonFor(Arrays.copyOf(whole, size))).isNotBlank();
    }
  }

  @Test
  void givesReasonsOfOneLine() {
    assertThat(reasonFor(TestModules.load("refused/wrong-operands").toArray()))
        .doesNotContain("\n");
  }

  private static String reasonFor(byte[] module) {
    return switch (Admission.of(module)) {
      case Admission.Refused(var reason) -> reason;
      case Admission.Admitted _ -> "";
    };
  }
}
