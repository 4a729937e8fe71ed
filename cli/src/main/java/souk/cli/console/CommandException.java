package souk.cli.console;

import java.io.Serial;

/**
 * A command cannot go on; its message is the line a person reads: what was wrong, what to do about
 * it.
 */
public final class CommandException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final boolean retryMayHelp;

  /**
   * @param retryMayHelp whether the same command may succeed later
   */
  public CommandException(boolean retryMayHelp, String message) {
    super(message);
    this.retryMayHelp = retryMayHelp;
  }

  /**
   * @param retryMayHelp whether the same command may succeed later
   */
  public CommandException(boolean retryMayHelp, String message, Throwable cause) {
    super(message, cause);
    this.retryMayHelp = retryMayHelp;
  }

  /** Whether the same command may succeed later. */
  public boolean retryMayHelp() {
    return retryMayHelp;
  }
}
