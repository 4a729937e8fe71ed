package souk.market.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** {@code GET /v1/events}: server-sent events, each stream on the thread of its request. */
final class EventRoutes {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final String MEDIA_TYPE = "text/event-stream";

  private final EventStreams streams;

  EventRoutes(EventStreams streams) {
    this.streams = streams;
  }

  void on(RoutesConfig routes) {
    routes.get("/v1/events", this::events);
    routes.head("/v1/events", EventRoutes::describe);
  }

  private void events(Context request) throws IOException, InterruptedException {
    var lastSeen = Optional.ofNullable(request.header("Last-Event-ID"));
    var stream =
        streams
            .open(lastSeen)
            .orElseThrow(
                () ->
                    new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE, "too many streams are open; try later"));
    try {
      describe(request);
      send(stream, request.res().getOutputStream());
    } finally {
      streams.forget(stream);
    }
  }

  private static void describe(Context response) {
    response
        .contentType(MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no");
  }

  private static void send(EventStream stream, ServletOutputStream out)
      throws IOException, InterruptedException {
    write(out, ": follow\nretry: 2000\n\n");
    while (true) {
      switch (stream.next(HEARTBEAT)) {
        case EventStream.Next.Frames(var frames) -> {
          for (var frame : frames) {
            out.write(frame.text().getBytes(UTF_8));
          }
          write(out, frames.isEmpty() ? ": still here\n\n" : "");
        }
        case EventStream.Next.TooSlow() -> {
          write(out, ": too slow; come again\n\n");
          return;
        }
        case EventStream.Next.End() -> {
          write(out, ": the node stops\n\n");
          return;
        }
      }
    }
  }

  private static void write(ServletOutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
