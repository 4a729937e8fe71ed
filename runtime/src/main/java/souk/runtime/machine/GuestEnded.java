package souk.runtime.machine;

import java.io.Serial;
import souk.protocol.evidence.ExitStatus;

/** Unwinds the guest's stack when a host call ends the execution. */
public final class GuestEnded extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient ExitStatus status;

  GuestEnded(ExitStatus status) {
    super("the guest ended: " + status, null, false, false);
    this.status = status;
  }

  /** A limit was exceeded that traps. */
  static GuestEnded trapped() {
    return new GuestEnded(new ExitStatus.Trapped());
  }

  /** How the execution ends. */
  public ExitStatus status() {
    return status;
  }
}
