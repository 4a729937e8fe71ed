package souk.market.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.JobTurn;
import souk.client.api.Json;
import souk.client.api.WireLimits;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.protocol.codec.Digests;
import souk.protocol.codec.EffectCodec;
import souk.protocol.evidence.Effect;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

class LastTurnRoutesTest {
  private static final JobTurn TURN =
      new JobTurn(hash("job"), hash("state"), List.of(new Effect.Pay(Address.ZERO, Amount.of(12))));

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

  private static Hash hash(String text) {
    return Digests.sha256(text.getBytes(UTF_8));
  }

  private int put(Hash jobId, byte[] body) throws IOException, InterruptedException {
    var uri = URI.create(server.uri() + "/v1/jobs/" + jobId + "/turn");
    var request = HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofByteArray(body)).build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** As many effects, and as large, as a turn can have. */
  private static JobTurn largest() {
    var one = new Effect.Send(Address.ZERO, Amount.ZERO, new byte[4_096]);
    var sizeBytes = EffectCodec.encode(one).length;
    var few = Collections.nCopies(Effect.MAX_BYTES_PER_TURN / sizeBytes, (Effect) one);
    return new JobTurn(hash("job"), hash("state"), few);
  }

  @Test
  void givesEverybodyWhatAnybodyHandedIn() {
    assertThat(client.jobTurn(TURN.jobId())).isEmpty();

    client.putJobTurn(TURN);

    assertThat(client.jobTurn(TURN.jobId())).contains(TURN);
  }

  @Test
  void hasRoomForTheLargest() {
    client.putJobTurn(largest());

    assertThat(client.jobTurn(TURN.jobId())).contains(largest());
  }

  @Test
  void refusesWhatIsNoTurnOrAnotherJobs() throws Exception {
    assertThat(put(TURN.jobId(), "{}".getBytes(UTF_8))).isEqualTo(400);
    assertThat(put(TURN.jobId(), text().replace("0x01", "0x09").getBytes(UTF_8))).isEqualTo(400);
    assertThat(put(TURN.jobId(), text().replace("0x01", "0xzz").getBytes(UTF_8))).isEqualTo(400);
    assertThat(put(hash("another"), Json.write(TURN))).isEqualTo(400);
    assertThat(put(TURN.jobId(), new byte[WireLimits.MAX_DOCUMENT_BYTES + 1])).isEqualTo(413);
    assertThat(server.lastTurns().kept).isEmpty();
  }

  private static String text() {
    return new String(Json.write(TURN), UTF_8);
  }

  @Test
  void saysWhyItTakesNone() {
    server.lastTurns().reply.set(new StateDesk.Receipt.Refused("it opens no result"));

    assertThatExceptionOfType(MarketException.class)
        .isThrownBy(() -> client.putJobTurn(TURN))
        .withMessageContaining("it opens no result")
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
  }
}
