package souk.market.order;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.order.OrderDesk.job;
import static souk.market.order.OrderDesk.offer;
import static souk.market.order.OrderDesk.placement;
import static souk.market.order.OrderDesk.signed;
import static souk.market.order.OrderDesk.signedOffer;
import static souk.market.order.OrderDesk.somebody;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.SignedJob;
import souk.protocol.job.Placement;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Hash;
import souk.settlement.journal.JournalPlace;

class PlacementsAndFeedTest {
  private static final SignedOrders.Config SMALL =
      new SignedOrders.Config(8, 3, 2, 3, Duration.ofHours(2), 100);
  private static final Reply TAKEN = new Reply.Taken();
  private static final Reply KNOWN = new Reply.Known();

  @TempDir Path directory;
  private OrderDesk desk;
  private SignedOrders orders;

  @BeforeEach
  void open() {
    desk = new OrderDesk(new JournalPlace.File(directory.resolve("node.db")), SMALL);
    orders = desk.orders();
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aPlacementMayComeBeforeItsJob() {
    var consumer = desk.consumer(1);
    var job = signed(consumer);
    var wish = placement(desk.id(job), "v8", 1, consumer);

    assertThat(orders.take(wish)).isEqualTo(TAKEN);
    assertThat(orders.placement(desk.id(job))).isEmpty();
    orders.take(job);

    assertThat(orders.placement(desk.id(job))).contains(wish.placement());
    assertThat(orders.placement(desk.id(job)).flatMap(Placement::engine))
        .contains(new EngineName("v8"));
  }

  @Test
  void onlyTheConsumersPlacementCounts() {
    var consumer = desk.consumer(1);
    var stranger = desk.consumer(1);
    var job = signed(consumer);
    assertThat(orders.take(placement(desk.id(job), "v8", 9, stranger))).isEqualTo(TAKEN);
    orders.take(job);

    assertThat(orders.placement(desk.id(job))).isEmpty();
    assertInvalid(orders.take(placement(desk.id(job), "v8", 10, stranger)), "not one of");
  }

  @Test
  void theLaterPlacementCounts() {
    var consumer = desk.consumer(1);
    var id = desk.id(taken(signed(consumer)));
    var later = placement(id, "v8", 2, consumer);

    assertThat(orders.take(later)).isEqualTo(TAKEN);
    assertThat(orders.take(later)).isEqualTo(KNOWN);
    assertRefused(orders.take(placement(id, "endive", 1, consumer)), "sequence 2 is in force");
    assertThat(orders.signedPlacement(id)).contains(later);
  }

  @Test
  void refusesAPlacementOfAnUnknownJobByAnAccountWithNothing() {
    assertRefused(orders.take(placement(Hash.ZERO, "v8", 1, somebody())), "has no market balance");
  }

  @Test
  void keepsSoManyPlacements() {
    var consumer = desk.consumer(1);
    for (var i = 1; i <= 3; i++) {
      assertThat(orders.take(placement(Hash.of(filled(i)), "v8", 1, consumer))).isEqualTo(TAKEN);
    }
    assertThat(orders.take(placement(Hash.of(filled(4)), "v8", 1, consumer)))
        .isInstanceOf(Reply.Full.class);
    assertThat(orders.take(placement(Hash.of(filled(3)), "v8", 2, consumer))).isEqualTo(TAKEN);
  }

  @Test
  void forgetsPlacementsOfJobsThatAreOverOrNeverCome() throws InterruptedException {
    var consumer = desk.consumer(2);
    var id = desk.id(taken(signed(consumer)));
    orders.take(placement(id, "v8", 1, consumer));
    orders.take(placement(Hash.ZERO, "v8", 1, consumer));
    desk.facts.consumers.put(id, consumer.address());
    assertThat(orders.feed(0, Duration.ZERO).placements()).hasSize(2);

    desk.block(140, false, Set.of(), Set.of());
    assertThat(orders.signedPlacement(id)).isPresent();

    desk.facts.finals.add(id);
    desk.block(402, false, Set.of(), Set.of());
    assertThat(orders.feed(0, Duration.ZERO).placements()).isEmpty();
  }

  @Test
  void tellsPeersWhatIsNew() throws InterruptedException {
    var job = taken(signed(desk.consumer(1)));
    var first = orders.feed(0, Duration.ZERO);
    var offer = signedOffer(desk.provider());
    orders.take(offer);
    var second = orders.feed(first.cursor(), Duration.ofSeconds(10));

    assertThat(first.jobs()).containsExactly(job);
    assertThat(second.jobs()).isEmpty();
    assertThat(second.offers()).containsExactly(offer);
    assertThat(orders.feed(second.cursor(), Duration.ZERO).size()).isZero();
  }

  @Test
  void aCursorFromTheFutureBeginsAgain() throws InterruptedException {
    taken(signed(desk.consumer(1)));

    assertThat(orders.feed(Long.MAX_VALUE, Duration.ZERO).size()).isEqualTo(1);
  }

  @Test
  void wakesWhoWaits() throws Exception {
    var job = signed(desk.consumer(1));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answer = threads.submit(() -> orders.feed(0, Duration.ofSeconds(30)));
      orders.take(job);

      assertThat(answer.get().jobs()).containsExactly(job);
    }
  }

  private SignedJob taken(SignedJob job) {
    assertThat(orders.take(job)).isEqualTo(TAKEN);
    return job;
  }

  private static byte[] filled(int value) {
    var bytes = new byte[Hash.SIZE];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static void assertRefused(Reply reply, String reason) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Refused.class, it -> assertThat(it.reason()).contains(reason));
  }

  private static void assertInvalid(Reply reply, String reason) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Invalid.class, it -> assertThat(it.reason()).contains(reason));
  }
}
