package souk.market.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.order.OrderDesk.NOW;
import static souk.market.order.OrderDesk.job;
import static souk.market.order.OrderDesk.nonsense;
import static souk.market.order.OrderDesk.placement;
import static souk.market.order.OrderDesk.signed;
import static souk.market.order.OrderDesk.signedOffer;
import static souk.market.order.OrderDesk.somebody;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.client.api.Json;
import souk.client.api.OrderFeed;
import souk.client.api.SignedJob;
import souk.client.api.SignedOffer;
import souk.client.api.WireLimits;
import souk.client.node.Crew;
import souk.market.telemetry.EventLog;
import souk.settlement.chain.CodeSignature;

@Timeout(60)
class PeerFeedTest {
  private static final Duration ALONE = Duration.ofMillis(600);
  private static final PeerFeed.Settings SETTINGS =
      new PeerFeed.Settings(Duration.ofMillis(50), ALONE, 10_000);

  @TempDir Path directory;
  private final Crew<PeerStub> crew = new Crew<>("test feed");
  private final Semaphore news = new Semaphore(0);
  private OrderDesk desk;
  private SignedOrders orders;

  @BeforeEach
  void open() {
    desk = OrderDesk.in(directory.resolve("node.db"));
    orders = desk.orders();
    orders.listen(_ -> news.release());
  }

  @AfterEach
  void close() {
    crew.close();
    desk.close();
  }

  @Test
  void takesWhatAPeerTells() throws Exception {
    var consumer = desk.consumer(1);
    var job = signed(consumer);
    var offer = signedOffer(desk.provider());
    var wish = placement(desk.id(job), "v8", 1, consumer);

    try (var peer =
        PeerStub.telling(new OrderFeed(3, List.of(offer), List.of(job), List.of(wish)))) {
      follow(peer, SETTINGS);
      awaitNews(3);

      assertThat(orders.offers()).containsExactly(offer);
      assertThat(orders.jobs()).containsExactly(job);
      assertThat(orders.placement(desk.id(job))).contains(wish.placement());
    }
  }

  @Test
  void goesRoundOnceAmongNodesThatFollowEachOther() throws Exception {
    var job = signed(desk.consumer(1));
    orders.take(job);
    var before = orders.feed(0, Duration.ZERO).cursor();

    try (var peer = PeerStub.telling(jobs(9, job))) {
      follow(peer, SETTINGS);
      peer.awaitQuestion();
      peer.awaitQuestion();

      assertThat(orders.feed(before, Duration.ZERO).size()).isZero();
      assertThat(orders.jobs()).containsExactly(job);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>502</html>",
        "{\"cursor\":1}",
        "{\"cursor\":-1,\"offers\":[null],\"jobs\":[],\"placements\":[]}",
        "{\"cursor\":1,\"offers\":[{\"offer\":{},\"signature\":\"0x\"}],\"jobs\":[],\"placements\":[]}"
      })
  void leavesAPeerAloneThatTellsNoFeed(String body) throws Exception {
    try (var peer = new PeerStub(_ -> body.getBytes(UTF_8))) {
      var feed = follow(peer, SETTINGS);

      assertLeftAlone(peer);
      assertThat(feed.garbage()).isPositive();
    }
  }

  @Test
  void leavesAPeerAloneThatTellsMoreThanItMay() throws Exception {
    var consumer = somebody();
    var jobs = Stream.generate(() -> signed(consumer)).limit(WireLimits.MAX_FEED + 1L).toList();

    try (var peer = PeerStub.telling(new OrderFeed(1, List.of(), jobs, List.of()))) {
      follow(peer, SETTINGS);

      assertLeftAlone(peer);
      assertThat(orders.jobs()).isEmpty();
    }
  }

  @Test
  void readsNoEndlessAnswer() throws Exception {
    var endless = new byte[WireLimits.MAX_LIST_BYTES + 2];
    Arrays.fill(endless, (byte) ' ');

    try (var peer = new PeerStub(_ -> endless)) {
      follow(peer, SETTINGS);

      assertLeftAlone(peer);
    }
  }

  @Test
  void leavesAPeerAloneLongerEachTimeThatItForgesSignatures() throws Exception {
    var forged =
        Stream.generate(() -> new SignedJob(job(desk.consumer(1).address()), nonsense()))
            .limit(3)
            .toArray(SignedJob[]::new);

    try (var peer = new PeerStub(after -> Json.write(jobs(after + 1, forged)))) {
      var feed = follow(peer, SETTINGS);

      assertLeftAlone(peer);
      assertThat(feed.garbage()).isGreaterThanOrEqualTo(3);
      var second = System.nanoTime();
      peer.awaitQuestion();
      assertThat(Duration.ofNanos(System.nanoTime() - second)).isGreaterThan(ALONE);
      assertThat(orders.jobs()).isEmpty();
    }
  }

  @Test
  void forgivesAPeerWhatItCouldNotKnow() throws Exception {
    var expired = desk.consumer(1);
    var wallet = desk.consumer(1).address();
    desk.facts.codes.put(wallet, CodeSignature.REFUSED);
    var good = signed(desk.consumer(1));
    var feed =
        jobs(
            1,
            signed(job(expired.address(), NOW.minusSeconds(1), NOW, 0), expired),
            signed(somebody()),
            signed(somebody()),
            signed(somebody()),
            new SignedJob(job(wallet), nonsense()),
            good);

    try (var peer = PeerStub.telling(feed)) {
      var follower = follow(peer, SETTINGS);
      awaitNews(1);

      assertThat(orders.jobs()).containsExactly(good);
      assertThat(peer.awaitQuestion()).isZero();
      assertThat(peer.awaitQuestion()).isEqualTo(1);
      assertThat(follower.garbage()).isZero();
    }
  }

  @Test
  void checksNoFasterThanItsBudgetAllows() throws Exception {
    var offers = Stream.generate(() -> signedOffer(desk.provider())).limit(40).toList();
    var slow = new PeerFeed.Settings(Duration.ofMillis(50), ALONE, 20);
    var begun = System.nanoTime();

    try (var peer = PeerStub.telling(new OrderFeed(1, offers, List.of(), List.of()))) {
      follow(peer, slow);
      awaitNews(40);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
    assertThat(orders.offers()).extracting(SignedOffer::offer).hasSize(40);
  }

  @Test
  void asksAPeerLessAndLessThatDoesNotWait() throws Exception {
    var patient = new PeerFeed.Settings(Duration.ofSeconds(20), ALONE, 10_000);
    var nothing = new OrderFeed(1, List.of(), List.of(), List.of());

    try (var peer = new PeerStub(_ -> Json.write(nothing))) {
      follow(peer, patient);
      peer.awaitQuestion();
      peer.awaitQuestion();
      var third = System.nanoTime();
      peer.awaitQuestion();
      peer.awaitQuestion();

      assertThat(Duration.ofNanos(System.nanoTime() - third)).isGreaterThan(Duration.ofMillis(900));
    }
  }

  private PeerFeed follow(PeerStub peer, PeerFeed.Settings settings) {
    var feed = new PeerFeed(peer.client(), orders, settings, () -> true, new EventLog());
    crew.start(peer, feed::run);
    return feed;
  }

  private static OrderFeed jobs(long cursor, SignedJob... jobs) {
    return new OrderFeed(cursor, List.of(), List.of(jobs), List.of());
  }

  private void awaitNews(int count) throws InterruptedException {
    assertThat(news.tryAcquire(count, 20, TimeUnit.SECONDS)).isTrue();
  }

  private static void assertLeftAlone(PeerStub peer) throws InterruptedException {
    peer.awaitQuestion();
    assertThat(peer.isAskedWithin(ALONE.dividedBy(2))).isFalse();
    peer.awaitQuestion();
  }
}
