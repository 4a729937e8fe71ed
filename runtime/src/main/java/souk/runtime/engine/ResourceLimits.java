package souk.runtime.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The limits the kernel keeps a process within, by {@code prlimit} of util-linux: no core dump, no
 * byte written to a file, 256 open descriptors, and its {@link Sandbox.Allowance}.
 */
final class ResourceLimits {
  private static final int OPEN_FILES = 256;
  private static final int MEBIBYTE = 1 << 20;
  private static final Optional<Path> PRLIMIT = Executables.find("prlimit");

  private ResourceLimits() {}

  /** Whether this machine can apply them. */
  static boolean present() {
    return PRLIMIT.isPresent();
  }

  /** What comes before a command line for these limits; nothing where they cannot be applied. */
  static List<String> before(Sandbox.Allowance allowance) {
    var command = new ArrayList<String>();
    PRLIMIT.ifPresent(
        prlimit -> {
          command.add(prlimit.toString());
          command.add("--core=0");
          command.add("--fsize=0");
          command.add("--nofile=" + OPEN_FILES);
          // Counts what is writable and private, not what is only reserved.
          command.add("--data=" + (long) allowance.memoryMebibytes() * MEBIBYTE);
        });
    return command;
  }
}
