package souk.market.api;

/** The API cannot listen where it was told to. The message is one line. */
public final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PortTakenException(String message, Throwable cause) {
    super(message, cause);
  }
}
