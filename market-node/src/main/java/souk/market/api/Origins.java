package souk.market.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.Set;

/**
 * Which web pages may use the API from a browser: any may read, only the node's own and those the
 * operator named may write.
 */
final class Origins {
  private static final Set<HandlerType> READS =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

  private final Set<String> writers;

  Origins(Set<String> writers) {
    this.writers = writers;
  }

  /** Says what the page that asks may do, and refuses a write of a page that may not. */
  void check(Context request) {
    var origin = request.header("Origin");
    if (READS.contains(request.method())) {
      request.header("Access-Control-Allow-Origin", "*");
      request.header("Access-Control-Expose-Headers", "ETag, Retry-After, Allow");
    } else if (origin != null) {
      requireWriter(request, origin);
      request.header("Access-Control-Allow-Origin", origin).header("Vary", "Origin");
    }
  }

  /** Answers a browser that asks before it writes. */
  void preflight(Context request, String methods) {
    var wanted = request.header("Access-Control-Request-Method");
    var origin = request.header("Origin");
    if (wanted == null || origin == null) {
      return;
    }
    if (!wanted.equals("GET") && !wanted.equals("HEAD")) {
      requireWriter(request, origin);
      request.header("Access-Control-Allow-Origin", origin).header("Vary", "Origin");
    }
    request
        .header("Access-Control-Allow-Methods", methods)
        .header(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, If-None-Match, Last-Event-ID, Range")
        .header("Access-Control-Max-Age", "600");
  }

  private void requireWriter(Context request, String origin) {
    if (!origin.equals(request.scheme() + "://" + request.host()) && !writers.contains(origin)) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN, "pages of that origin may read here, but not write");
    }
  }
}
