package souk.market.api;

import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A request is not served, for now or at all. The message is one line. */
final class ProblemException extends HttpResponseException {
  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  ProblemException(HttpStatus status, String detail) {
    this(status, detail, Duration.ZERO);
  }

  /**
   * @param retryAfter when it may be; zero if nobody knows
   */
  ProblemException(HttpStatus status, String detail, Duration retryAfter) {
    super(status.getCode(), detail, Map.of());
    this.retryAfter = retryAfter;
  }

  /** When it may be served, in whole seconds. */
  Optional<Long> retryAfterSeconds() {
    return retryAfter.isZero()
        ? Optional.empty()
        : Optional.of(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
  }
}
