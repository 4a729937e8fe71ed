package souk.market.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.client.api.Json;
import souk.client.api.Problem;
import souk.client.api.SealedOutput;
import souk.client.api.WireLimits;
import souk.client.market.JobFilter;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.client.market.Page;
import souk.client.telemetry.Metrics;
import souk.market.blob.BlobStore;
import souk.market.blob.BlobStores;
import souk.market.order.OrderDesk;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;

class ApiServerTest {
  private static final String LOOPBACK = "127.0.0.1";
  private static final byte[] BLOB = "souk".getBytes(US_ASCII);
  private static final Hash DIGEST = Digests.sha256(BLOB);

  @TempDir Path directory;
  private final FakeDesk desk = new FakeDesk(new Desk.Reply.Taken());
  private final HttpClient http = HttpClient.newHttpClient();
  private final FakeRecords records = new FakeRecords();
  private OrderDesk orders;
  private ApiServer server;
  private MarketClient client;

  @BeforeEach
  void start() {
    orders = OrderDesk.in(directory.resolve("orders.db"));
    server = serve(desk, directory.resolve("own"));
    client = clientOf(server);
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
    orders.close();
  }

  @Test
  void tellsWhichNodeItIs() {
    assertThat(client.info()).isEqualTo(FakeRecords.INFO);
  }

  @Test
  void handsTheFilterOn() {
    var filter =
        new JobFilter(
            Optional.of(Address.ZERO),
            Optional.empty(),
            Optional.of("Open"),
            new Page(3, Optional.of(Cursors.of("7"))));

    client.jobs(filter);

    assertThat(records.asked).containsExactly(filter);
  }

  @Test
  void handsTheWaitOn() {
    assertThat(client.acceptanceRequests(Address.ZERO, 6, Duration.ofMillis(1500)).cursor())
        .isEqualTo(7);
    assertThat(desk.asked).containsExactly(Duration.ofMillis(1500));
  }

  @Test
  void takesANoteOnASealedOutput() {
    var note = new SealedOutput(DIGEST, 0, DIGEST, Signature.NONE);

    client.putSealedOutput(note);

    assertThat(desk.asked).containsExactly(note);
  }

  @Test
  void saysWhyTheDeskRefuses() {
    try (var strict = serve(new FakeDesk(new Desk.Reply.Refused("too late")), other())) {
      assertThatExceptionOfType(MarketException.class)
          .isThrownBy(
              () ->
                  clientOf(strict)
                      .putSealedOutput(new SealedOutput(DIGEST, 0, DIGEST, Signature.NONE)))
          .withMessageContaining("too late");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/jobs/xyz                                        | 400",
        "/v1/jobs?limit=0                                    | 400",
        "/v1/jobs?after=*                                    | 400",
        "/v1/jobs?after=YWJj                                 | 400",
        "/v1/jobs?limit=many                                 | 400",
        "/v1/jobs?consumer=0x1                               | 400",
        "/v1/blobs/QmWATWQ7fVPP2EFGu71UkfnqhYXDYH566qy47CnJDgvs8u | 400",
        "/v1/blobs/..%2F..%2Fetc%2Fpasswd                    | 400",
        "/v1/providers/me/acceptance-requests                | 400",
        "/v1/nothing                                         | 404"
      })
  void refusesARequestItDoesNotUnderstand(String path, int status) throws Exception {
    assertProblem(get(path), status, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT31S", "-PT1S", "soon", "PT9999999999999S"})
  void refusesToWaitTooLong(String wait) throws Exception {
    var path = "/v1/providers/" + Address.ZERO + "/acceptance-requests?wait=" + wait;

    assertProblem(get(path), 400, "a wait is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"acceptance\":{}}", "\u0000"})
  void refusesAnAcceptanceThatIsNone(String body) throws Exception {
    var request = HttpRequest.newBuilder(uri("/v1/acceptances"));
    var answer =
        http.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofByteArray());

    assertProblem(answer, 400, "not a valid SignedAcceptance");
    assertThat(desk.asked).isEmpty();
  }

  @Test
  void refusesADocumentThatIsTooLarge() throws Exception {
    var path = "/v1/jobs/" + DIGEST + "/sealed-output";
    var body = BodyPublishers.ofString(" ".repeat(WireLimits.MAX_DOCUMENT_BYTES + 1));

    assertProblem(put(path, body), 413, "a document has at most");
  }

  @Test
  void refusesANoteAboutAnotherJob() throws Exception {
    var note = Json.write(new SealedOutput(DIGEST, 0, DIGEST, Signature.NONE));
    var path = "/v1/jobs/" + Digests.sha256(note) + "/sealed-output";

    assertProblem(put(path, BodyPublishers.ofByteArray(note)), 400, "another job");
  }

  @Test
  void doesNotTellStrangersHowItFailed() throws Exception {
    var answer = get("/v1/jobs/" + Hash.ZERO);

    assertProblem(answer, 500, "the node failed");
    assertThat(new String(answer.body(), UTF_8)).doesNotContain("secret");
  }

  @Test
  void saysWhetherItIsAliveAndReady() throws Exception {
    assertThat(get("/health").statusCode()).isEqualTo(200);
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    try (var behind =
        serve(desk, new FakeRecords("it does not follow"), BlobStores.open(other()))) {
      var ready = HttpRequest.newBuilder(uri(behind, "/ready")).build();

      var answer = http.send(ready, BodyHandlers.ofByteArray());
      assertProblem(answer, 503, "does not follow");
      assertThat(new ObjectMapper().readTree(answer.body()).at("/troubles/chain").asText())
          .isEqualTo("it does not follow");
    }
  }

  @Test
  void aPortThatIsTakenIsOneLine() {
    assertThatExceptionOfType(PortTakenException.class)
        .isThrownBy(
            () ->
                ApiServer.start(
                    LOOPBACK,
                    server.port(),
                    ApiServer.Config.DEFAULT,
                    new ApiServer.Parts(
                        desk,
                        new FakeStates(),
                        new FakeLastStates(),
                        new FakeLastTurns(),
                        records,
                        orders.orders(),
                        BlobStores.open(other()),
                        new Metrics(),
                        ServerFixture.ready())))
        .withMessageContaining("port " + server.port())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  private static void assertProblem(HttpResponse<byte[]> answer, int status, String detail) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
    assertThat(Json.read(answer.body(), Problem.class))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(status))
        .satisfies(problem -> assertThat(problem.detail()).contains(detail));
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> put(String path, BodyPublisher body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri(path)).PUT(body).build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private URI uri(String path) {
    return uri(server, path);
  }

  private static URI uri(ApiServer server, String path) {
    return URI.create("http://" + LOOPBACK + ":" + server.port() + path);
  }

  private Path other() {
    return directory.resolve("other");
  }

  private static MarketClient clientOf(ApiServer server) {
    return new MarketClient(uri(server, "/"));
  }

  private ApiServer serve(Desk desk, Path directory) {
    return serve(desk, records, BlobStores.open(directory));
  }

  private ApiServer serve(Desk desk, Records records, BlobStore blobs) {
    return ApiServer.start(
        LOOPBACK,
        0,
        ApiServer.Config.DEFAULT,
        new ApiServer.Parts(
            desk,
            new FakeStates(),
            new FakeLastStates(),
            new FakeLastTurns(),
            records,
            orders.orders(),
            blobs,
            new Metrics(),
            ServerFixture.ready()));
  }
}
