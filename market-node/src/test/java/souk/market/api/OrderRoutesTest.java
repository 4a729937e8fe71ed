package souk.market.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.SignedJob;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.client.telemetry.Metrics;
import souk.market.blob.BlobStores;
import souk.market.order.OrderDesk;
import souk.protocol.value.Hash;

class OrderRoutesTest {
  private static final String LOOPBACK = "127.0.0.1";

  @TempDir Path directory;
  private OrderDesk desk;
  private ApiServer server;
  private MarketClient client;

  @BeforeEach
  void start() {
    desk = OrderDesk.in(directory.resolve("orders.db"));
    server =
        ApiServer.start(
            LOOPBACK,
            0,
            ApiServer.Config.DEFAULT,
            new ApiServer.Parts(
                new FakeDesk(new Desk.Reply.Taken()),
                new FakeStates(),
                new FakeLastStates(),
                new FakeLastTurns(),
                new FakeRecords(),
                desk.orders(),
                BlobStores.open(directory.resolve("blobs")),
                new Metrics(),
                ServerFixture.ready()));
    client = new MarketClient(URI.create("http://" + LOOPBACK + ":" + server.port()));
  }

  @AfterEach
  void stop() {
    server.close();
    desk.close();
  }

  @Test
  void takesShowsAndTellsASignedJob() {
    var job = OrderDesk.signed(desk.consumer(1));
    var id = desk.orders().idOf(job);

    client.putJob(id, job);

    assertThat(client.signedJob(id)).contains(job);
    assertThat(client.orders(0, Duration.ZERO).jobs()).containsExactly(job);
  }

  @Test
  void takesAndTellsASignedOffer() {
    var offer = OrderDesk.signedOffer(desk.provider());

    client.putOffer(desk.orders().idOf(offer), offer);

    assertThat(client.orders(0, Duration.ZERO).offers()).containsExactly(offer);
  }

  @Test
  void takesAndShowsAPlacement() {
    var consumer = desk.consumer(1);
    var job = OrderDesk.signed(consumer);
    var id = desk.orders().idOf(job);
    var placement = OrderDesk.placement(id, "v8", 1, consumer);

    client.putPlacement(placement);
    assertThat(client.placement(id)).isEmpty();
    client.putJob(id, job);

    assertThat(client.placement(id)).contains(placement);
  }

  @Test
  void aReplayDoesNothing() {
    var job = OrderDesk.signed(desk.consumer(2));
    var id = desk.orders().idOf(job);

    client.putJob(id, job);
    client.putJob(id, job);

    assertThat(desk.orders().jobs()).containsExactly(job);
  }

  @Test
  void refusesAnOrderAtAnotherPath() {
    var job = OrderDesk.signed(desk.consumer(1));

    assertThatThrownBy(() -> client.putJob(Hash.ZERO, job))
        .isInstanceOf(MarketException.class)
        .hasMessageContaining("not the path's");
    assertThat(desk.orders().jobs()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAnOrder() {
    var unbacked = OrderDesk.signed(OrderDesk.somebody());
    var forged = new SignedJob(OrderDesk.signed(desk.consumer(1)).job(), unbacked.signature());

    assertThatThrownBy(() -> client.putJob(desk.orders().idOf(unbacked), unbacked))
        .hasMessageContaining("deposit first");
    assertThatThrownBy(() -> client.putJob(desk.orders().idOf(forged), forged))
        .hasMessageContaining("signature");
  }

  @Test
  void refusesWhatIsNoDocument() throws Exception {
    var uri =
        URI.create("http://" + LOOPBACK + ":" + server.port() + "/v1/orders/jobs/" + Hash.ZERO);
    try (var http = HttpClient.newHttpClient()) {
      for (var body : List.of("", "{}", "[]", "{\"job\":{},\"signature\":\"0x\"}", "\u0000")) {
        var request = HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(body)).build();

        assertThat(http.send(request, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(400);
      }
      var large = HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofByteArray(new byte[1 << 17]));
      assertThat(http.send(large.build(), BodyHandlers.ofByteArray()).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void knowsNoOrderThatWasNotHandedIn() {
    assertThat(client.signedJob(Hash.ZERO)).isEmpty();
    assertThat(client.placement(Hash.ZERO)).isEmpty();
    assertThat(client.orders(0, Duration.ZERO).size()).isZero();
  }
}
