package souk.runtime.module;

import java.io.Serial;

/** Carries the reason out of the reader; {@link Admission#of} turns it into a value. */
final class InadmissibleModuleException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String reason;

  InadmissibleModuleException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
