package souk.market.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Set;

/** Lets requests in, until the server stops: then those inside finish, and no more come. */
final class Gate {
  private static final Set<String> ALWAYS = Set.of("/health", "/ready", "/metrics");
  private static final Duration AWAY = Duration.ofSeconds(10);

  private int inside;
  private boolean closed;

  /** Lets a request in; {@link #leave} follows, whatever becomes of it. */
  synchronized void enter(Context request) {
    inside++;
    if (closed && !ALWAYS.contains(request.path())) {
      throw new ProblemException(
          HttpStatus.SERVICE_UNAVAILABLE, "the node is stopping; use another", AWAY);
    }
  }

  synchronized void leave() {
    inside--;
    notifyAll();
  }

  /** Lets nobody in any more. */
  synchronized void close() {
    closed = true;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Waits until everybody has left, at most so long. */
  synchronized void awaitEmpty(Duration patience) {
    var end = System.nanoTime() + patience.toNanos();
    try {
      for (var left = patience.toMillis(); inside > 0 && left > 0; ) {
        wait(left);
        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
