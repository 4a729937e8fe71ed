package souk.runtime.engine;

import java.io.Serial;

/** An engine was asked for that this machine does not have; the message is one line. */
public final class EngineMissingException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  EngineMissingException(String message) {
    super(message);
  }
}
