package souk.cli.command;

import souk.protocol.evidence.ExitStatus;
import souk.runtime.machine.Machine;

/** How an execution ended, in words. */
final class ExitStatusText {
  private ExitStatusText() {}

  static String of(ExitStatus status) {
    return switch (status) {
      case ExitStatus.Exited(var code) -> "exited with " + code;
      case ExitStatus.Trapped() ->
          "trapped: the program did what the machine does not allow, or wrote more than %d bytes"
              .formatted(Machine.DEFAULT_OUTPUT_BYTES);
      case ExitStatus.OutOfFuel() ->
          "out of fuel: the program wanted more than its limit, see --fuel";
    };
  }
}
