package souk.market.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.BlockView;

@Timeout(60)
class EventRoutesTest {
  private static final int STREAMS = 8;
  private static final Instant TIME = Instant.ofEpochSecond(1_800_000_000);

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private ServerFixture server;

  @BeforeEach
  void start() {
    var config =
        new ApiServer.Config(
            1000, 1000, 10, 10, 100, STREAMS, Set.of(), false, Duration.ofSeconds(5));
    server = ServerFixture.start(directory, config, new FakeRecords());
  }

  @AfterEach
  void stop() {
    server.close();
    http.shutdownNow();
  }

  @Test
  void tellsNewsAsTheyCome() throws Exception {
    try (var reader = follow()) {
      server.server().publish(block(7));
      server.server().publish(new News.Job(RichRecords.JOB));

      assertThat(reader.event())
          .contains("event: head", "data: {\"block\":7,\"time\":\"" + TIME + "\"}");
      assertThat(reader.event())
          .contains("event: job")
          .anyMatch(line -> line.startsWith("data: {\"id\":\"" + RichRecords.ID));
    }
  }

  @Test
  void goesOnWhereAReaderWas() throws Exception {
    List<String> seen;
    try (var reader = follow()) {
      server.server().publish(block(7));
      seen = reader.event();
    }
    server.server().publish(block(8));
    server.server().publish(block(9));

    try (var reader = follow(id(seen))) {
      assertThat(reader.event()).anyMatch(line -> line.contains("\"block\":8"));
      assertThat(reader.event()).anyMatch(line -> line.contains("\"block\":9"));
    }
  }

  @Test
  void aReaderOfAnotherNodeStartsAnew() throws Exception {
    server.server().publish(block(7));

    for (var id : List.of("0123456789abcdef-1", "garbage", "-1", "99999999999999999999")) {
      try (var reader = follow(id)) {
        assertThat(reader.event()).contains("event: reset");
      }
    }
  }

  @Test
  void opensOnlySoMany() throws Exception {
    var readers = new ArrayList<Reader>();
    for (var i = 0; i < STREAMS; i++) {
      readers.add(follow());
    }

    assertThat(open(Optional.empty()).statusCode()).isEqualTo(503);

    for (var reader : readers) {
      reader.close();
    }
  }

  @Test
  void saysGoodbyeWhenTheNodeStops() throws Exception {
    try (var reader = follow()) {
      server.server().drain();

      assertThat(reader.event()).contains(": the node stops");
      assertThat(reader.event()).isEmpty();
    }
  }

  @Test
  void aReaderThatIsTooSlowIsCutOff() throws Exception {
    var streams = new EventStreams(1);
    var slow = streams.open(Optional.empty()).orElseThrow();

    for (var i = 0; i < 2000; i++) {
      streams.publish(block(i));
    }

    assertThat(slow.next(Duration.ZERO)).isInstanceOf(EventStream.Next.TooSlow.class);
  }

  @Test
  void whatIsLongPastIsNotKept() throws Exception {
    var streams = new EventStreams(1);
    var first = streams.open(Optional.empty()).orElseThrow();
    streams.publish(block(1));
    var id = id(text(first.next(Duration.ofSeconds(5))).lines().toList());
    streams.forget(first);
    for (var i = 0; i < 5000; i++) {
      streams.publish(block(i));
    }

    var late = streams.open(Optional.of(id)).orElseThrow();

    assertThat(text(late.next(Duration.ZERO))).contains("event: reset");
  }

  private static String text(EventStream.Next next) {
    return next instanceof EventStream.Next.Frames(var frames)
        ? frames.getFirst().text()
        : next.toString();
  }

  private static News block(long number) {
    return new News.Block(new BlockView(number, TIME));
  }

  private static String id(List<String> event) {
    return event.stream()
        .filter(line -> line.startsWith("id: "))
        .findFirst()
        .orElseThrow()
        .substring("id: ".length());
  }

  private Reader follow() throws Exception {
    return new Reader(open(Optional.empty()));
  }

  private Reader follow(String lastSeen) throws Exception {
    return new Reader(open(Optional.of(lastSeen)));
  }

  private HttpResponse<InputStream> open(Optional<String> lastSeen) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(server.uri() + "/v1/events"));
    lastSeen.ifPresent(id -> request.header("Last-Event-ID", id));
    return http.send(request.build(), BodyHandlers.ofInputStream());
  }

  /** Reads a stream event by event. */
  private static final class Reader implements AutoCloseable {
    private final BufferedReader lines;

    Reader(HttpResponse<InputStream> answer) throws IOException {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/event-stream");
      lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
      assertThat(event()).contains(": follow");
    }

    /** The lines of the next event; none at the end. */
    List<String> event() throws IOException {
      var event = new ArrayList<String>();
      for (var line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
        event.add(line);
      }
      return event;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
