package souk.market.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.client.api.Json;
import souk.client.api.Problem;
import souk.client.api.SealedOutput;
import souk.protocol.value.Signature;

class ApiMannersTest {
  private static final String FRIEND = "https://friend.example";
  private static final String STRANGER = "https://stranger.example";
  private static final String JOB = "/v1/jobs/" + RichRecords.ID;

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private ServerFixture server;

  @BeforeEach
  void start() {
    server = start(1000, 1000);
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  @Test
  void anAnswerThatIsKnownIsNotSentAgain() throws Exception {
    var tag = send("GET", JOB).headers().firstValue("ETag").orElseThrow();

    var again = send("GET", JOB, "If-None-Match", "\"other\", " + tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(send("GET", JOB, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"/v1/info", "/v1/jobs", "/v1/events", "/health", "/metrics", "/openapi.json", "/"})
  void headSaysWhatGetWouldWithoutTheBody(String path) throws Exception {
    var answer = send("HEAD", path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Type")).isPresent();
  }

  @Test
  void headOfWhatIsMissingIsMissing() throws Exception {
    assertThat(send("HEAD", JOB.replace('9', '1')).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"DELETE,/v1/jobs", "POST,/v1/info", "PUT,/v1/acceptances", "PATCH,/v1/orders"})
  void saysWhichMethodsThereAre(String method, String path) throws Exception {
    var answer = send(method, path);

    assertProblem(answer, 405, "/problems/method-not-allowed");
    assertThat(answer.headers().firstValue("Allow").orElseThrow())
        .contains("OPTIONS")
        .doesNotContain(method);
    assertThat(send("OPTIONS", path).headers().firstValue("Allow"))
        .isEqualTo(answer.headers().firstValue("Allow"));
  }

  @Test
  void thereAreNoOptionsWhereNothingIs() throws Exception {
    assertProblem(send("OPTIONS", "/v1/nothing"), 404, "/problems/not-found");
    assertProblem(send("DELETE", "/v1/nothing"), 404, "/problems/not-found");
  }

  @Test
  void anyPageMayRead() throws Exception {
    assertThat(send("GET", JOB, "Origin", STRANGER).headers().map())
        .containsEntry("access-control-allow-origin", List.of("*"))
        .doesNotContainKey("access-control-allow-credentials");
    assertThat(
            send("OPTIONS", JOB, "Origin", STRANGER, "Access-Control-Request-Method", "GET")
                .statusCode())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({STRANGER + ",403", FRIEND + ",202", "null,403", "own,202"})
  void onlyKnownPagesMayWrite(String page, int status) throws Exception {
    var origin = page.equals("own") ? server.uri() : page;
    var asked =
        send(
            "OPTIONS",
            "/v1/acceptances",
            "Origin",
            origin,
            "Access-Control-Request-Method",
            "POST");

    assertThat(asked.statusCode()).isEqualTo(status == 403 ? 403 : 204);
    assertThat(putNote("Origin", origin).statusCode()).isEqualTo(status);
    assertThat(server.desk().asked).hasSize(status == 403 ? 0 : 1);
  }

  @Test
  void whoAsksTooOftenWaits() throws Exception {
    try (var strict = start(1, 3)) {
      var answers = new ArrayList<HttpResponse<String>>();
      for (var i = 0; i < 5; i++) {
        answers.add(send(strict, "GET", JOB));
      }

      assertThat(answers.stream().filter(answer -> answer.statusCode() == 200).count())
          .isBetween(3L, 4L);
      var refused = answers.getLast();
      assertProblem(refused, 429, "/problems/too-many-requests");
      assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(1);
    }
  }

  @Test
  void manyClientsAreCountedByThemselves() {
    assertThat(ClientAddress.network("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(ClientAddress.network(" [2001:db8:1:2:ffff::1]"))
        .isNotEqualTo(ClientAddress.network("2001:db8:1:3::1"));
    assertThat(ClientAddress.network("192.0.2.1")).isNotEqualTo(ClientAddress.network("192.0.2.2"));
    assertThat(ClientAddress.network("a name that would be looked up")).isEqualTo("unknown");
  }

  @Test
  void headersThatAreTooLargeAreAProblem() throws Exception {
    var answer = raw("GET /v1/info HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 431").contains("/problems/headers-too-large");
  }

  @Test
  void garbageIsAProblem() throws Exception {
    assertThat(raw("\0\1\2 garbage\r\n\r\n")).startsWith("HTTP/1.1 400");
  }

  @Test
  void aNoteHandedInAgainIsTakenAsBefore() throws Exception {
    assertThat(putNote().statusCode()).isEqualTo(202);
    assertThat(putNote().statusCode()).isEqualTo(202);

    assertThat(Set.copyOf(server.desk().asked)).hasSize(1);
  }

  @Test
  void whileItStopsItSaysSo() throws Exception {
    server.server().drain();

    assertProblem(send("GET", JOB), 503, "/problems/unavailable");
    assertProblem(send("GET", "/ready"), 503, "/problems/unavailable");
    assertThat(send("GET", "/health").statusCode()).isEqualTo(200);
    assertThat(send("GET", JOB).headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void countsRequestsByRoute() throws Exception {
    send("GET", JOB);
    send("GET", "/v1/nothing/" + RichRecords.ID);

    assertThat(send("GET", "/metrics").body())
        .contains("route=\"/v1/jobs/{id}\",status=\"200\"")
        .contains("status=\"404\"")
        .doesNotContain(RichRecords.ID.toString());
  }

  private ServerFixture start(int perSecond, int burst) {
    var usual = ApiServer.Config.DEFAULT;
    var config =
        new ApiServer.Config(
            perSecond,
            burst,
            usual.writesPerSecond(),
            usual.writeBurst(),
            usual.connections(),
            usual.streams(),
            Set.of(FRIEND),
            false,
            Duration.ofSeconds(5));
    return ServerFixture.start(directory.resolve("burst-" + burst), config, new RichRecords());
  }

  private HttpResponse<String> putNote(String... headers) throws Exception {
    var id = RichRecords.ID;
    var note = new SealedOutput(id, 0, id, Signature.NONE);
    var request =
        HttpRequest.newBuilder(URI.create(server.uri() + JOB + "/sealed-output"))
            .PUT(BodyPublishers.ofByteArray(Json.write(note)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    return send(server, method, path, headers);
  }

  private HttpResponse<String> send(ServerFixture to, String method, String path, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(to.uri() + path)).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.server().port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      socket.shutdownOutput();
      var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      return String.join("\n", answer.lines().toList());
    }
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).isEqualTo(status);
    var problem = Json.read(answer.body().getBytes(UTF_8), Problem.class);
    assertThat(problem.type()).isEqualTo(type);
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.instance()).isPresent();
  }
}
