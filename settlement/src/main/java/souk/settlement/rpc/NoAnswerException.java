package souk.settlement.rpc;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An endpoint did not answer, or with something that is no answer. */
final class NoAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Duration pause;
  private final boolean tooLong;

  NoAnswerException(String message) {
    this(message, (Throwable) null);
  }

  NoAnswerException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.pause = null;
    this.tooLong = cause instanceof TooLongException;
  }

  /**
   * @param pause how long it asks to be left alone
   */
  NoAnswerException(String message, Duration pause) {
    super(message);
    this.pause = pause;
    this.tooLong = false;
  }

  /** There was an answer, of more bytes than may be. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException(int most) {
      super("the answer has more than %d bytes".formatted(most));
    }
  }

  /** Whether there was an answer, but a longer one than may be. */
  boolean isTooLong() {
    return tooLong;
  }

  Optional<Duration> pause() {
    return Optional.ofNullable(pause);
  }
}
