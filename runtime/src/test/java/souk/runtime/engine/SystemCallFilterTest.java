package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import souk.runtime.engine.SystemCall.Architecture;

final class SystemCallFilterTest {
  private static final int ALLOW = 0x7fff_0000;
  private static final int EPERM = 0x0005_0001;
  private static final int ENOMEM = 0x0005_000c;
  private static final int ENOSYS = 0x0005_0026;
  private static final int FUTEX_ON_X86 = 202;
  private static final int FUTEX_ON_ARM = 98;

  @ParameterizedTest
  @EnumSource
  void refusesWhatComputingDoesNotNeed(Architecture architecture) {
    for (var call : SystemCall.NEEDLESS) {
      if (call.isOn(architecture)) {
        assertThat(answer(architecture, call.number(architecture), 0, 0))
            .as(call.name())
            .isEqualTo(EPERM);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void permitsOtherCalls(Architecture architecture) {
    var futex =
        switch (architecture) {
          case X86 -> FUTEX_ON_X86;
          case ARM -> FUTEX_ON_ARM;
        };

    assertThat(answer(architecture, futex, 0, 0)).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @EnumSource
  void permitsThreadsButNoProcesses(Architecture architecture) {
    var clone = SystemCall.CLONE.number(architecture);

    assertThat(answer(architecture, clone, 0x3d_0f00, 0)).isEqualTo(ALLOW);
    assertThat(answer(architecture, clone, 0x4111, 0)).isEqualTo(EPERM);
    assertThat(answer(architecture, SystemCall.CLONE3.number(architecture), 0, 0))
        .isEqualTo(ENOSYS);
  }

  @ParameterizedTest
  @EnumSource
  void permitsOnlyMemoryThatIsCounted(Architecture architecture) {
    var mmap = SystemCall.MMAP.number(architecture);

    assertThat(answer(architecture, mmap, 0, 0x4022)).isEqualTo(ALLOW);
    assertThat(answer(architecture, mmap, 0, 0x01)).isEqualTo(ALLOW);
    assertThat(answer(architecture, mmap, 0, 0x21)).isEqualTo(ENOMEM);
    assertThat(answer(architecture, mmap, 0, 0x23)).isEqualTo(ENOMEM);
    assertThat(answer(architecture, mmap, 0, 0x122)).isEqualTo(ENOMEM);
  }

  @ParameterizedTest
  @EnumSource
  void refusesTheCallsOfOtherTables(Architecture architecture) {
    var program = SystemCallFilter.program(architecture);

    assertThat(run(program, 0x4000_0003, 0x4000_0000 + FUTEX_ON_X86, 0, 0)).isEqualTo(EPERM);
    assertThat(run(program, architecture.auditName(), 0x4000_0000 + FUTEX_ON_X86, 0, 0))
        .isEqualTo(EPERM);
  }

  private static int answer(Architecture architecture, int call, int first, int fourth) {
    return run(
        SystemCallFilter.program(architecture), architecture.auditName(), call, first, fourth);
  }

  /** Runs a program as the kernel does, for those of its instructions that a filter has. */
  private static int run(byte[] program, int architecture, int call, int first, int fourth) {
    var data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(0, call).putInt(4, architecture).putInt(16, first).putInt(40, fourth);
    var code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    var accumulator = 0;
    while (true) {
      var operation = code.getShort();
      var ifTrue = Byte.toUnsignedInt(code.get());
      var ifFalse = Byte.toUnsignedInt(code.get());
      var value = code.getInt();
      boolean holds;
      switch (operation) {
        case 0x06 -> {
          return value;
        }
        case 0x20 -> {
          accumulator = data.getInt(value);
          continue;
        }
        case 0x54 -> {
          accumulator &= value;
          continue;
        }
        case 0x15 -> holds = accumulator == value;
        case 0x35 -> holds = Integer.compareUnsigned(accumulator, value) >= 0;
        case 0x45 -> holds = (accumulator & value) != 0;
        default -> throw new AssertionError("operation " + operation);
      }
      code.position(code.position() + 8 * (holds ? ifTrue : ifFalse));
    }
  }
}
