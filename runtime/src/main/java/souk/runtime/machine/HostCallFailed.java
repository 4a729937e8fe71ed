package souk.runtime.machine;

import java.io.Serial;

/** Ends a host call early with an error number for the guest. */
final class HostCallFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final Errno errno;

  HostCallFailed(Errno errno) {
    super(errno.name(), null, false, false);
    this.errno = errno;
  }

  Errno errno() {
    return errno;
  }
}
