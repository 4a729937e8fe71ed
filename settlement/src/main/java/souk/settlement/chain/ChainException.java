package souk.settlement.chain;

import org.jspecify.annotations.Nullable;

/**
 * The chain could not be asked, or answered with something that is no answer.
 *
 * <p>A refusal by a contract is no such failure: it is a {@link Revert}.
 */
public final class ChainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  private ChainException(String message, @Nullable Throwable cause, boolean retryable) {
    super(message, cause);
    this.retryable = retryable;
  }

  /** Asking again later, or another endpoint, may help. */
  public static ChainException retryable(String message, @Nullable Throwable cause) {
    return new ChainException(message, cause, true);
  }

  /** Asking again will not help: the wrong chain, or a deployment that is not there. */
  public static ChainException permanent(String message, @Nullable Throwable cause) {
    return new ChainException(message, cause, false);
  }

  /** Whether asking again later may help. */
  public boolean isRetryable() {
    return retryable;
  }
}
