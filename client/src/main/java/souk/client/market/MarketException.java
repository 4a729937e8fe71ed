package souk.client.market;

/** A market node did not do what it was asked. The message is one line and names the node. */
public final class MarketException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean retryable;

  /**
   * @param message one line
   * @param retryable whether the same request may succeed later
   */
  public MarketException(String message, boolean retryable) {
    super(message);
    this.retryable = retryable;
  }

  MarketException(String message, boolean retryable, Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  /** Whether the same request may succeed later: the node was unreachable, slow or overloaded. */
  public boolean isRetryable() {
    return retryable;
  }
}
