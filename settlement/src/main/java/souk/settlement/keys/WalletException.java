package souk.settlement.keys;

/** A key or password cannot be had; the message says which and what to do, and holds no secret. */
public final class WalletException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WalletException(String message) {
    super(message);
  }

  WalletException(String message, Throwable cause) {
    super(message, cause);
  }
}
