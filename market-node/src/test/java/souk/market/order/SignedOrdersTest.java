package souk.market.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.order.OrderDesk.ESCROW;
import static souk.market.order.OrderDesk.NOW;
import static souk.market.order.OrderDesk.TOLERANCE;
import static souk.market.order.OrderDesk.job;
import static souk.market.order.OrderDesk.nonsense;
import static souk.market.order.OrderDesk.offer;
import static souk.market.order.OrderDesk.signed;
import static souk.market.order.OrderDesk.signedOffer;
import static souk.market.order.OrderDesk.somebody;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.SignedJob;
import souk.client.telemetry.Metrics;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.CodeSignature;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.OrderStatus;
import souk.settlement.index.Changes;
import souk.settlement.journal.InEveryJournal;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.settlement.journal.JournalPlaces;

@InEveryJournal
class SignedOrdersTest {
  private static final SignedOrders.Config SMALL =
      new SignedOrders.Config(8, 3, 2, 3, Duration.ofHours(2), 100);
  private static final Reply TAKEN = new Reply.Taken();
  private static final Reply KNOWN = new Reply.Known();

  private final JournalPlaces places;
  @TempDir private Path directory;
  private JournalPlace place;
  private OrderDesk desk;
  private SignedOrders orders;

  SignedOrdersTest(JournalPlaces places) {
    this.places = places;
  }

  @BeforeEach
  void open() {
    place = places.fresh(directory);
    desk = new OrderDesk(place, SMALL);
    orders = desk.orders();
  }

  @AfterEach
  void close() {
    desk.close();
  }

  // What is taken

  @Test
  void takesAJobThatItsConsumersBalanceBacks() {
    var job = signed(desk.consumer(1));

    assertThat(orders.take(job)).isEqualTo(TAKEN);
    assertThat(orders.jobs()).containsExactly(job);
    assertThat(orders.job(desk.id(job))).contains(job);
  }

  @Test
  void takesAnOfferThatABondBacks() {
    var offer = signedOffer(desk.provider());

    assertThat(orders.take(offer)).isEqualTo(TAKEN);
    assertThat(orders.offers()).containsExactly(offer);
    assertThat(orders.offer(desk.id(offer))).contains(offer);
  }

  @Test
  void takesAnOrderOnce() {
    var told = new ArrayList<Set<Hash>>();
    orders.listen(told::add);
    var job = signed(desk.consumer(2));

    assertThat(orders.take(job)).isEqualTo(TAKEN);
    assertThat(orders.take(job)).isEqualTo(KNOWN);
    assertThat(orders.take(new SignedJob(job.job(), nonsense()))).isEqualTo(KNOWN);
    assertThat(orders.jobs()).containsExactly(job);
    assertThat(told).containsExactly(Set.of(desk.id(job)));
  }

  @Test
  void refusesSomebodyElsesSignature() {
    var consumer = desk.consumer(3);

    assertInvalid(orders.take(signed(job(consumer.address()), somebody())), "the signature");
    assertInvalid(orders.take(new SignedJob(job(consumer.address()), nonsense())), "the signature");
    assertInvalid(
        orders.take(new SignedJob(job(consumer.address()), Signature.NONE)), "is missing");
    assertThat(orders.jobs()).isEmpty();
  }

  @Test
  void refusesASignatureOfAnotherOrder() {
    var consumer = desk.consumer(2);
    var other = signed(consumer);

    assertInvalid(
        orders.take(new SignedJob(job(consumer.address()), other.signature())), "the signature");
  }

  @Test
  void refusesWhatIsNotBacked() {
    assertRefused(orders.take(signed(somebody())), "deposit first");
    assertRefused(orders.take(signedOffer(somebody())), "bond first");
  }

  @Test
  void countsAllOfAConsumersJobsAgainstItsBalance() {
    var consumer = desk.consumer(2);

    assertThat(orders.take(signed(consumer))).isEqualTo(TAKEN);
    assertThat(orders.take(signed(consumer))).isEqualTo(TAKEN);
    assertRefused(orders.take(signed(consumer)), "deposit first");
  }

  @Test
  void refusesWhatIsOverAndWhatEndsTooLate() {
    var consumer = desk.consumer(9);
    var provider = desk.provider();

    assertRefused(
        orders.take(signed(job(consumer.address(), NOW.minusSeconds(1), NOW, 0), consumer)),
        "expired");
    assertRefused(
        orders.take(signed(offer(provider.address(), NOW.minusSeconds(1), 0), provider)),
        "expired");
    assertRefused(
        orders.take(signed(job(consumer.address(), NOW.plusSeconds(7201), NOW, 0), consumer)),
        "PT2H");
  }

  @Test
  void refusesAPostingTimeThatTheMarketWouldNotTakeYet() {
    var consumer = desk.consumer(9);
    var end = NOW.plusSeconds(3600);
    var latest = NOW.plus(TOLERANCE);

    assertThat(orders.take(signed(job(consumer.address(), end, latest, 0), consumer)))
        .isEqualTo(TAKEN);
    assertRefused(
        orders.take(signed(job(consumer.address(), end, latest.plusSeconds(1), 0), consumer)),
        "posting time");
    assertThat(
            orders.take(
                signed(job(consumer.address(), end, NOW.minusSeconds(86_400), 0), consumer)))
        .isEqualTo(TAKEN);
  }

  @Test
  void refusesWhatIsNotSignedUnderTheCurrentNonce() {
    var consumer = desk.consumer(9);
    desk.facts.nonces.put(consumer.address(), 1L);

    assertRefused(orders.take(signed(consumer)), "under order nonce 0, current is 1");
    assertThat(orders.take(signed(job(consumer.address(), NOW.plusSeconds(60), NOW, 1), consumer)))
        .isEqualTo(TAKEN);
  }

  @Test
  void refusesWhatItsSignerCancelled() {
    var job = signed(desk.consumer(1));
    desk.facts.statuses.put(desk.id(job), OrderStatus.CANCELLED);

    assertRefused(orders.take(job), "cancelled");
  }

  @Test
  void knowsWhatIsOnChainAlready() {
    var consumer = desk.consumer(1);
    var job = signed(consumer);
    var offer = signedOffer(desk.provider());
    desk.facts.consumers.put(desk.id(job), consumer.address());
    desk.facts.statuses.put(desk.id(offer), OrderStatus.POSTED);

    assertThat(orders.take(job)).isEqualTo(KNOWN);
    assertThat(orders.take(offer)).isEqualTo(KNOWN);
    assertThat(orders.jobs()).isEmpty();
    assertThat(orders.offers()).isEmpty();
  }

  @Test
  void keepsSoManyOfAnAccountAndSoManyAtAll() {
    var provider = desk.provider();
    assertThat(orders.take(signedOffer(provider))).isEqualTo(TAKEN);
    assertThat(orders.take(signedOffer(provider))).isEqualTo(TAKEN);
    assertThat(orders.take(signedOffer(provider))).isInstanceOf(Reply.Full.class);

    var consumer = desk.consumer(9);
    for (var i = 0; i < 3; i++) {
      assertThat(orders.take(signed(consumer))).isEqualTo(TAKEN);
    }
    assertThat(orders.take(signed(consumer))).isInstanceOf(Reply.Full.class);

    for (var i = 0; i < 3; i++) {
      assertThat(orders.take(signed(desk.consumer(1)))).isEqualTo(TAKEN);
    }
    assertThat(orders.take(signed(desk.consumer(1)))).isInstanceOf(Reply.Full.class);
  }

  @Test
  void asksAContractWalletsCode() {
    var wallet = desk.consumer(1).address();
    var job = new SignedJob(job(wallet), Signature.of(new byte[] {1, 2, 3}));

    desk.facts.codes.put(wallet, CodeSignature.REFUSED);
    assertRefused(orders.take(job), "not one of");
    desk.facts.codes.put(wallet, CodeSignature.VALID);
    assertThat(orders.take(job)).isEqualTo(TAKEN);
  }

  @Test
  void asksNoCodeAboutWhatIsNotBacked() {
    assertRefused(orders.take(new SignedJob(job(somebody().address()), nonsense())), "deposit");

    assertThat(desk.facts.codeQuestions).hasValue(0);
  }

  @Test
  void takesTheKeyOfAnAccountThatAlsoHasCode() {
    var consumer = desk.consumer(1);
    desk.facts.codes.put(consumer.address(), CodeSignature.REFUSED);

    assertThat(orders.take(signed(consumer))).isEqualTo(TAKEN);
  }

  @Test
  void takesNothingWhileTheChainCannotBeAsked() {
    var job = signed(desk.consumer(1));

    desk.facts.cut(true);
    assertThat(orders.take(job)).isInstanceOf(Reply.Busy.class);
    desk.facts.cut(false);
    assertThat(orders.take(job)).isEqualTo(TAKEN);
  }

  // What the chain does to it

  @Test
  void aJobIsOutOfForceOnceItIsOnChainAndBackAfterAReorg() {
    var consumer = desk.consumer(1);
    var job = taken(signed(consumer));

    desk.facts.consumers.put(desk.id(job), consumer.address());
    desk.facts.balances.put(consumer.address(), Amount.ZERO);
    desk.block(Set.of(desk.id(job)), Set.of(consumer.address()));
    assertThat(orders.jobs()).isEmpty();
    assertThat(orders.take(job)).isEqualTo(KNOWN);

    desk.facts.consumers.clear();
    desk.facts.balances.put(consumer.address(), ESCROW);
    desk.block(99, true, Set.of(desk.id(job)), Set.of(consumer.address()));
    assertThat(orders.jobs()).containsExactly(job);
  }

  @Test
  void anOrderIsOutOfForceOnceItIsCancelledAndBackAfterAReorg() {
    var offer = signedOffer(desk.provider());
    orders.take(offer);

    desk.facts.statuses.put(desk.id(offer), OrderStatus.CANCELLED);
    desk.block(Set.of(desk.id(offer)), Set.of());
    assertThat(orders.offers()).isEmpty();
    assertRefused(orders.take(offer), "cancelled");

    desk.facts.statuses.clear();
    desk.block(99, true, Set.of(), Set.of());
    assertThat(orders.offers()).containsExactly(offer);
  }

  @Test
  void everythingOfAnAccountIsOutOfForceOnceItsNonceIsAnother() {
    var consumer = desk.consumer(2);
    taken(signed(consumer));
    taken(signed(consumer));
    var others = taken(signed(desk.consumer(1)));

    desk.facts.nonces.put(consumer.address(), 1L);
    desk.facts.reach(101, NOW.plusSeconds(1));
    desk.look(
        new Changes(
            desk.head(),
            false,
            List.of(
                new ChainEvent.OrdersCancelled(
                    new LogPosition(101, Hash.ZERO, Hash.ZERO, 0), consumer.address(), 1)),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of()));

    assertThat(orders.jobs()).containsExactly(others);
  }

  @Test
  void theNewestJobsAreOutOfForceWhileTheBalanceIsTooSmall() {
    var consumer = desk.consumer(3);
    var first = taken(signed(consumer));
    var second = taken(signed(consumer));
    var third = taken(signed(consumer));

    desk.facts.balances.put(consumer.address(), ESCROW.times(2));
    desk.block(Set.of(), Set.of(consumer.address()));
    assertThat(orders.jobs()).containsExactly(first, second);
    assertRefused(orders.take(third), "does not back it");

    desk.facts.balances.put(consumer.address(), ESCROW.times(3));
    desk.block(Set.of(), Set.of(consumer.address()));
    assertThat(orders.jobs()).containsExactly(first, second, third);
  }

  @Test
  void codeMayChangeItsMindOnceAMatchWasRefused() {
    var wallet = desk.consumer(1).address();
    desk.facts.codes.put(wallet, CodeSignature.VALID);
    var job = taken(new SignedJob(job(wallet), nonsense()));
    desk.block(Set.of(), Set.of());
    assertThat(orders.jobs()).containsExactly(job);

    desk.facts.codes.put(wallet, CodeSignature.REFUSED);
    desk.block(Set.of(), Set.of());
    assertThat(orders.jobs()).containsExactly(job);

    orders.doubt(desk.id(job));
    desk.block(Set.of(), Set.of());
    assertThat(orders.jobs()).isEmpty();
  }

  @Test
  void anOfferIsOutOfForceWhileItsProviderHasNoBond() {
    var provider = desk.provider();
    var offer = signedOffer(provider);
    orders.take(offer);

    desk.facts.bonds.clear();
    desk.block(Set.of(), Set.of(provider.address()));
    assertThat(orders.offers()).isEmpty();
  }

  @Test
  void whatCameBetweenTheCheckAndTheWritingIsSeenAtTheNextBlock() {
    var job = taken(signed(desk.consumer(1)));
    desk.facts.statuses.put(desk.id(job), OrderStatus.CANCELLED);

    desk.block(Set.of(), Set.of());

    assertThat(orders.jobs()).isEmpty();
  }

  @Test
  void whatTheChainDoesNotTellIsAskedAgainAtTheNextBlock() {
    var job = taken(signed(desk.consumer(1)));
    desk.block(Set.of(), Set.of());
    desk.facts.statuses.put(desk.id(job), OrderStatus.CANCELLED);

    desk.facts.cut(true);
    desk.block(Set.of(desk.id(job)), Set.of());
    assertThat(orders.jobs()).containsExactly(job);

    desk.facts.cut(false);
    desk.block(Set.of(), Set.of());
    assertThat(orders.jobs()).isEmpty();
  }

  @Test
  void forgetsWhatIsOverAndWhatHasBeenAsideForLong() {
    var over = desk.consumer(1);
    orders.take(signed(job(over.address(), NOW.plusSeconds(1), NOW, 0), over));
    var gone = taken(signed(desk.consumer(1)));
    desk.facts.statuses.put(desk.id(gone), OrderStatus.CANCELLED);

    desk.block(Set.of(), Set.of());
    desk.block(Set.of(), Set.of());
    assertThat(orders.jobs()).isEmpty();
    assertRefused(orders.take(gone), "this node has it");

    desk.block(400, false, Set.of(), Set.of());
    assertRefused(orders.take(gone), "its signer cancelled it on chain");
  }

  @Test
  void takesInWhatAnotherReplicaTook() {
    try (var journal = Journal.open(places.fresh(directory.resolve("shared")))) {
      var leader = new OrderDesk(journal, SMALL);
      var replica = new OrderDesk(journal, SMALL);
      var consumer = leader.consumer(2);
      replica.facts.balances.putAll(leader.facts.balances);
      var job = signed(consumer);
      assertThat(leader.orders().take(job)).isEqualTo(TAKEN);

      replica.orders().mayBeOutdated();
      var next = signed(consumer);
      assertThat(replica.orders().take(next)).isEqualTo(TAKEN);
      replica.block(Set.of(), Set.of());

      assertThat(replica.orders().jobs()).containsExactlyInAnyOrder(job, next);
    }
  }

  @Test
  void keepsItsOrdersWhileTheJournalCannotBeRead() {
    var job = taken(signed(desk.consumer(1)));
    desk.close();

    orders.mayBeOutdated();
    desk.block(Set.of(), Set.of());

    assertThat(orders.jobs()).containsExactly(job);
  }

  @Test
  void remembersOverARestartAndTrustsNothingBeforeItHasLookedAgain() {
    var kept = taken(signed(desk.consumer(1)));
    var cancelled = taken(signed(desk.consumer(1)));
    var facts = desk.facts;
    desk.close();

    desk = new OrderDesk(place, SMALL);
    orders = desk.orders();
    assertThat(orders.jobs()).isEmpty();
    desk.facts.balances.putAll(facts.balances);
    desk.facts.statuses.put(desk.id(cancelled), OrderStatus.CANCELLED);
    desk.block(Set.of(), Set.of());

    assertThat(orders.jobs()).containsExactly(kept);
  }

  private SignedJob taken(SignedJob job) {
    assertThat(orders.take(job)).isEqualTo(TAKEN);
    return job;
  }

  @Test
  void countsWhatBecameOfWhatWasHandedOver() {
    var metrics = new Metrics();
    orders.measure(metrics);
    var consumer = desk.consumer(2);
    var job = signed(consumer);

    orders.take(job);
    orders.take(job);
    orders.take(signedOffer(desk.provider()));
    orders.take(signedOffer(somebody()));
    orders.take(new SignedJob(job(consumer.address()), nonsense()));

    assertThat(new String(metrics.text(), UTF_8).lines())
        .contains(
            "souk_order_replies_total{reply=\"taken\"} 2.0",
            "souk_order_replies_total{reply=\"known\"} 1.0",
            "souk_order_replies_total{reply=\"unbacked\"} 1.0",
            "souk_order_replies_total{reply=\"unsigned\"} 1.0",
            "souk_order_replies_total{reply=\"full\"} 0.0",
            "souk_orders_in_force{kind=\"job\"} 1.0",
            "souk_orders_in_force{kind=\"offer\"} 1.0",
            "souk_orders_in_force{kind=\"placement\"} 0.0");
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
