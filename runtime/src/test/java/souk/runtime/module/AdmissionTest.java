package souk.runtime.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.job.JobKind;
import souk.runtime.TestModules;

final class AdmissionTest {
  private static final FunctionType NOTHING = new FunctionType(List.of(), List.of());

  @ParameterizedTest
  @ValueSource(strings = {"hello", "control", "nan", "bulk", "files", "indirect-recursion"})
  void admitsPlainCommands(String name) {
    assertThat(Admission.of(TestModules.load(name).toArray()))
        .isInstanceOf(Admission.Admitted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "no-start, exports no function _start and no function turn",
    "start-with-parameter, must take and return nothing",
    "no-memory, no memory",
    "start-section, start section",
    "unknown-import, imports env.abort",
    "socket-import, imports wasi_snapshot_preview1.sock_connect",
    "agent-import, imports souk.turn",
    "turn-with-result, turn must take and return nothing",
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
    "table-outside, the size of a table that is not there",
    "branch-outside, not a valid WebAssembly module"
  })
  void refusesWithTheReason(String name, String reason) {
    assertThat(reasonFor(TestModules.load("refused/" + name).toArray())).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "hello, the module exports no function turn",
    "refused/turn-with-result, turn must take and return nothing",
    "refused/setup-with-parameter, _initialize must take and return nothing",
    "refused/turn-sets-table, never change: leave out instruction 0x26",
    "refused/turn-grows-table, never change: leave out instruction 0xfc0f",
    "refused/turn-fills-table, never change: leave out instruction 0xfc11",
    "refused/turn-copies-table, never change: leave out instruction 0xfc0e",
    "refused/turn-initialises-table, never change: leave out instruction 0xfc0c",
    "refused/turn-drops-elements, never change: leave out instruction 0xfc0d",
    "refused/turn-drops-data, never change: leave out instruction 0xfc09",
    "refused/turn-keeps-reference, global 0 is a reference"
  })
  void refusesAsAgentWithTheReason(String name, String reason) {
    assertThat(reason(Admission.of(TestModules.load(name).toArray(), JobKind.AGENT_JOB)))
        .contains(reason);
  }

  @ParameterizedTest
  @EnumSource(JobKind.class)
  void admitsAsEveryKindWhatIsBoth(JobKind kind) {
    assertThat(Admission.of(TestModules.load("globals").toArray(), kind))
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void saysOfAnAgentThatItIsNoCommand() {
    var agent = TestModules.load("idle").toArray();

    assertThat(reason(Admission.of(agent, JobKind.COMMAND))).contains("no function _start");
  }

  @ParameterizedTest
  @EnumSource(HostCall.class)
  void admitsEveryHostCall(HostCall call) {
    var module = new ByteWriter().bytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    module.section(Layout.Section.TYPE, type(type(new ByteWriter().u32(2), call.type()), NOTHING));
    module.section(
        Layout.Section.IMPORT,
        name(name(new ByteWriter().u32(1), call.moduleName()), call.functionName()).u8(0).u32(0));
    module.section(Layout.Section.FUNCTION, new ByteWriter().u32(1).u32(1));
    module.section(Layout.Section.MEMORY, new ByteWriter().u32(1).u8(0).u32(1));
    module.section(Layout.Section.EXPORT, name(new ByteWriter().u32(1), "_start").u8(0).u32(1));
    module.section(Layout.Section.CODE, new ByteWriter().u32(1).u32(2).u8(0).u8(Opcode.END));

    assertThat(Admission.of(module.toArray())).isInstanceOf(Admission.Admitted.class);
  }

  private static ByteWriter type(ByteWriter out, FunctionType type) {
    out.u8(0x60).u32(type.parameters().size());
    type.parameters().forEach(value -> out.u8(value.code()));
    out.u32(type.results().size());
    type.results().forEach(value -> out.u8(value.code()));
    return out;
  }

  private static ByteWriter name(ByteWriter out, String name) {
    return out.u32(name.length()).bytes(name.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello, world", "\0asm", "\0asm\1\0\0", "\0asm\2\0\0\0"})
  void refusesWhatIsNotAModule(String text) {
    assertThat(reasonFor(text.getBytes(StandardCharsets.ISO_8859_1)))
        .startsWith("not a WebAssembly module");
  }

  @Test
  void refusesABlockOfATypeThatIsNotThere() {
    var loopOfType7 =
        "0061736d01000000"
            + "010401600000"
            + "03020100"
            + "0503010001"
            + "070a01065f73746172740000"
            + "0a0801060003"
            + "07000b0b";

    assertThat(reasonFor(HexFormat.of().parseHex(loopOfType7)))
        .contains("a block is of a type that is not there");
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
    return reason(Admission.of(module));
  }

  private static String reason(Admission admission) {
    return switch (admission) {
      case Admission.Refused(var reason) -> reason;
      case Admission.Admitted _ -> "";
    };
  }
}
