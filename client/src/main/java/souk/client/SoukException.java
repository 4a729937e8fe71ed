package souk.client;

/** What was asked for was not done, and nothing is half done. The message is one line. */
public final class SoukException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean retryable;

  /**
   * @param message one line: what was wrong, what to do
   * @param retryable whether the same request may succeed later
   */
  public SoukException(String message, boolean retryable) {
    super(message);
    this.retryable = retryable;
  }

  /** Whether the same request may succeed later. */
  public boolean isRetryable() {
    return retryable;
  }
}
