package souk.market.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.LastTurn;
import souk.client.api.WireLimits;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.protocol.codec.Digests;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;
import souk.runtime.state.StateCodec;

class LastStateRoutesTest {
  private static final Snapshot STATE = state();
  private static final LastTurn LAST =
      new LastTurn(hash("job"), STATE.root(), new Fuel(77), hash("output"), Hash.ZERO);

  @TempDir Path directory;
  private ServerFixture server;
  private MarketClient client;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    server = ServerFixture.start(directory, ApiServer.Config.DEFAULT, new RichRecords());
    client = new MarketClient(URI.create(server.uri()));
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private static Snapshot state() {
    var block = new byte[Delta.BLOCK_BYTES];
    block[9] = 1;
    return new Snapshot(2, List.of(5L), new TreeMap<>(Map.of(17, Bytes.of(block))));
  }

  private static Hash hash(String text) {
    return Digests.sha256(text.getBytes(UTF_8));
  }

  private static byte[] bytes() {
    return StateCodec.encode(STATE).toArray();
  }

  private HttpRequest.Builder at(Hash hash) {
    return HttpRequest.newBuilder(URI.create(server.uri() + "/v1/states/" + hash));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  @Test
  void givesEverybodyWhatAnybodyHandedIn() {
    assertThat(client.hasState(STATE.root())).isFalse();

    client.putState(LAST, bytes());

    assertThat(client.hasState(STATE.root())).isTrue();
    assertThat(client.state(STATE.root())).isEqualTo(STATE);
  }

  @Test
  void aStateNeverChanges() throws Exception {
    client.putState(LAST, bytes());

    var answer = send(at(STATE.root()));
    var again =
        send(at(STATE.root()).header("If-None-Match", answer.headers().firstValue("ETag").get()));

    assertThat(answer.headers().firstValue("Cache-Control")).get().asString().contains("immutable");
    assertThat(answer.body()).isEqualTo(bytes());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void doesNotReadAgainWhatIsHere() throws Exception {
    client.putState(LAST, bytes());

    var answer =
        send(
            at(STATE.root())
                .header(LastTurn.HEADER, LAST.header())
                .PUT(BodyPublishers.ofByteArray(new byte[5])));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(server.lastStates().kept.get(STATE.root())).isEqualTo(StateCodec.encode(STATE));
  }

  @Test
  void refusesWhatSaysNothingOrSomethingElse() throws Exception {
    var body = BodyPublishers.ofByteArray(bytes());

    assertThat(send(at(STATE.root()).PUT(body)).statusCode()).isEqualTo(400);
    assertThat(send(at(STATE.root()).header(LastTurn.HEADER, "%%").PUT(body)).statusCode())
        .isEqualTo(400);
    assertThat(
            send(at(STATE.root()).header(LastTurn.HEADER, "e30".repeat(999)).PUT(body))
                .statusCode())
        .isEqualTo(400);
    assertThat(send(at(hash("x")).header(LastTurn.HEADER, LAST.header()).PUT(body)).statusCode())
        .isEqualTo(400);
    assertThat(server.lastStates().kept).isEmpty();
  }

  @Test
  void takesNoStateThatIsTooLarge() throws Exception {
    var large = BodyPublishers.ofByteArray(new byte[WireLimits.MAX_STATE_BYTES + 1]);

    assertThat(
            send(at(STATE.root()).header(LastTurn.HEADER, LAST.header()).PUT(large)).statusCode())
        .isEqualTo(413);
  }

  @Test
  void saysWhyItTakesNone() {
    server.lastStates().reply.set(new StateDesk.Receipt.Refused("it is not the job's"));

    assertThatExceptionOfType(MarketException.class)
        .isThrownBy(() -> client.putState(LAST, bytes()))
        .withMessageContaining("it is not the job's")
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
  }

  @Test
  void aClientBelievesNoOtherBytes() {
    server.lastStates().kept.put(hash("another"), StateCodec.encode(STATE));
    server.lastStates().kept.put(hash("garbage"), Bytes.utf8("garbage"));

    for (var name : List.of("another", "garbage")) {
      assertThatExceptionOfType(MarketException.class)
          .isThrownBy(() -> client.state(hash(name)))
          .withMessageContaining("other bytes than state " + hash(name));
    }
  }

  @Test
  void hasNotWhatNobodyBrought() throws Exception {
    assertThat(send(at(hash("nothing"))).statusCode()).isEqualTo(404);
    assertThatExceptionOfType(MarketException.class).isThrownBy(() -> client.state(hash("no")));
  }
}
