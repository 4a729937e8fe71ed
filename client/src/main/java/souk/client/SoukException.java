package souk.client;

/** What was asked for was not done. The message is one line: what was wrong, what to do. */
public final class SoukException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What to do about it. */
  public enum Kind {
    /** Nothing was done, and nothing will be: the request, or what it is asked of, is wrong. */
    REFUSED,
    /** Nothing was done, and the same request may succeed later. */
    UNAVAILABLE,
    /**
     * It is on its way and goes on when this account is next used. The same request would have it
     * done twice.
     */
    UNDECIDED
  }

  private final Kind kind;

  private SoukException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  private SoukException(Kind kind, Throwable cause) {
    super(cause.getMessage(), cause);
    this.kind = kind;
  }

  /** Asking again will not help. */
  public static SoukException refused(String message) {
    return new SoukException(Kind.REFUSED, message);
  }

  /** Asking again later may help. */
  public static SoukException unavailable(String message) {
    return new SoukException(Kind.UNAVAILABLE, message);
  }

  /** Nobody knows yet. */
  public static SoukException undecided(String message) {
    return new SoukException(Kind.UNDECIDED, message);
  }

  /**
   * The same failure, as callers are told of it.
   *
   * @param retryable whether asking again later may help
   */
  static SoukException of(RuntimeException cause, boolean retryable) {
    return new SoukException(retryable ? Kind.UNAVAILABLE : Kind.REFUSED, cause);
  }

  /** What to do about it. */
  public Kind kind() {
    return kind;
  }

  /** Whether the same request may succeed later. */
  public boolean isRetryable() {
    return kind == Kind.UNAVAILABLE;
  }
}
