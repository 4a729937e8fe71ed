package souk.market.api;

/** A request names a part of a list that no list has. The message is one line. */
public final class BadCursorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadCursorException() {
    super("after is the next of the part before, as it was given");
  }
}
