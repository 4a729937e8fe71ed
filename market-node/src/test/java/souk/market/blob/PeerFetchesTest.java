package souk.market.blob;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.blob.BlobSpool;
import souk.client.market.MarketClient;
import souk.market.blob.PeerFetches.Outcome;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

class PeerFetchesTest {
  private static final byte[] BLOB = "souk".getBytes(US_ASCII);
  private static final Hash DIGEST = Digests.sha256(BLOB);

  @TempDir Path directory;
  private final MovableClock clock = new MovableClock();
  private final List<Hash> kept = new CopyOnWriteArrayList<>();
  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  private final List<HttpServer> servers = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void keepsWhatAPeerGives() throws IOException {
    assertThat(fetches(peer(200, BLOB)).fetch(DIGEST)).isEqualTo(Outcome.FETCHED);
    assertThat(kept).containsExactly(DIGEST);
  }

  @Test
  void asksTheNextPeerWhenOneGivesOtherBytes() throws IOException {
    var fetches = fetches(peer(200, "bazaar".getBytes(US_ASCII)), peer(200, BLOB));

    assertThat(fetches.fetch(DIGEST)).isEqualTo(Outcome.FETCHED);
  }

  @Test
  void leavesAPeerAloneForAWhileThatGaveOtherBytes() throws IOException {
    var fetches = fetches(peer(200, "bazaar".getBytes(US_ASCII)));

    assertThat(fetches.fetch(DIGEST)).isEqualTo(Outcome.ABSENT);
    assertThat(fetches.fetch(Digests.sha256())).isEqualTo(Outcome.ABSENT);
    assertThat(requests).hasValue(1);

    clock.move(Duration.ofSeconds(2));
    fetches.fetch(Digests.sha256(new byte[1]));
    assertThat(requests).hasValue(2);
  }

  @Test
  void doesNotAskAgainAtOnceForWhatNobodyHas() throws IOException {
    var fetches = fetches(peer(404, new byte[0]));

    assertThat(fetches.fetch(DIGEST)).isEqualTo(Outcome.ABSENT);
    assertThat(fetches.fetch(DIGEST)).isEqualTo(Outcome.ABSENT);
    assertThat(requests).hasValue(1);

    clock.move(Duration.ofSeconds(6));
    fetches.fetch(DIGEST);
    assertThat(requests).hasValue(2);
  }

  @Test
  void manyWhoWantABlobAtOnceFetchItOnce() throws Exception {
    var arrived = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var fetches =
        fetches(
            serve(
                exchange -> {
                  arrived.countDown();
                  await(go);
                  answer(exchange, 200, BLOB);
                }));

    var first = wanting(fetches);
    await(arrived);
    var others = List.of(wanting(fetches), wanting(fetches), wanting(fetches));
    others.forEach(PeerFetchesTest::awaitWaiting);
    go.countDown();

    first.join();
    for (var other : others) {
      other.join();
    }
    assertThat(outcomes).hasSize(4).containsOnly(Outcome.FETCHED);
    assertThat(requests).hasValue(1);
  }

  private Thread wanting(PeerFetches fetches) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                outcomes.add(fetches.fetch(DIGEST));
              } catch (IOException e) {
                throw new IllegalStateException("the disk fails", e);
              }
            });
  }

  private static void awaitWaiting(Thread thread) {
    var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(System.nanoTime()).as("nobody waits for the fetch").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private PeerFetches fetches(URI... peers) {
    var sources = new ArrayList<BlobPeer>();
    for (var peer : peers) {
      sources.add(new BlobPeer(new MarketClient(peer), clock));
    }
    return new PeerFetches(
        sources, new BlobSpool(directory), blob -> kept.add(blob.digest()), clock);
  }

  private URI peer(int status, byte[] body) throws IOException {
    return serve(exchange -> answer(exchange, status, body));
  }

  private URI serve(Answer answer) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          answer.give(exchange);
        });
    server.start();
    servers.add(server);
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the test was interrupted", e);
    }
  }

  private interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }
}
