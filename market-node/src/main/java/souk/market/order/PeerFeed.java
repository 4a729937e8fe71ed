package souk.market.order;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import souk.client.api.OrderFeed;
import souk.client.api.WireLimits;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.client.node.Backoff;
import souk.market.telemetry.EventLog;

/**
 * Pulls one peer's orders and placements, again and again. The peer may lie, stall, flood or die:
 * it costs this loop waiting, and what it hands over is checked no faster than its budget lets it.
 */
final class PeerFeed {
  private static final Duration BREATH = Duration.ofMillis(200);
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(30);
  private static final Duration STANDBY = Duration.ofSeconds(2);
  private static final Duration MOST_ALONE = Duration.ofHours(1);
  private static final int MOST_GARBAGE = 3;
  private static final int REFUSAL_UNITS = 9;

  private final MarketClient peer;
  private final SignedOrders orders;
  private final Settings settings;
  private final BooleanSupplier taking;
  private final EventLog log;
  private final Budget budget;
  private final Backoff backoff = new Backoff(BREATH, MOST_PATIENCE);
  private final Backoff alone;
  private final LongAdder everGarbage = new LongAdder();
  private long cursor;
  private int garbage;

  /**
   * How a peer is treated.
   *
   * @param question how long it may keep one
   * @param alone how long it is left alone the first time that it sends garbage
   * @param checksASecond what it may cost
   */
  record Settings(Duration question, Duration alone, int checksASecond) {
    /** Asks for 20 seconds, leaves alone for a minute. */
    static Settings of(SignedOrders.Config config) {
      return new Settings(
          Duration.ofSeconds(20), Duration.ofMinutes(1), config.peerChecksASecond());
    }
  }

  /**
   * @param taking whether this process takes orders at all now
   */
  PeerFeed(
      MarketClient peer,
      SignedOrders orders,
      Settings settings,
      BooleanSupplier taking,
      EventLog log) {
    this.peer = peer;
    this.orders = orders;
    this.settings = settings;
    this.taking = taking;
    this.log = log;
    this.budget = new Budget(settings.checksASecond(), System::nanoTime);
    this.alone = new Backoff(settings.alone(), MOST_ALONE);
  }

  /** Whom it asks. */
  String peer() {
    return peer.toString();
  }

  /** How often the peer said what nobody who checks would say. */
  long garbage() {
    return everGarbage.sum();
  }

  void run() throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.sleep(taking.getAsBoolean() ? safeTurn() : STANDBY);
    }
  }

  /** What breaks in a turn, even by a mistake of ours, must not end the asking. */
  private Duration safeTurn() throws InterruptedException {
    try {
      return turn();
    } catch (RuntimeException e) {
      log.trouble("the orders of peer %s were not taken: %s".formatted(peer, e.getMessage()));
      return backoff.failed();
    }
  }

  /** One question; answers how long to wait before the next. */
  private Duration turn() throws InterruptedException {
    try {
      var asked = System.nanoTime();
      var feed = peer.orders(cursor, settings.question());
      return feed.size() == 0
          ? nothing(feed, Duration.ofNanos(System.nanoTime() - asked))
          : take(feed);
    } catch (MarketException e) {
      return e.isRetryable() ? backoff.failed() : leaveAloneFor(e);
    }
  }

  /** A peer that says "nothing" without waiting as it was asked to is asked less and less often. */
  private Duration nothing(OrderFeed feed, Duration after) {
    cursor = feed.cursor();
    if (after.compareTo(settings.question().dividedBy(2)) < 0) {
      return backoff.failed();
    }
    backoff.succeeded();
    return Duration.ZERO;
  }

  private Duration take(OrderFeed feed) throws InterruptedException {
    if (feed.size() > WireLimits.MAX_FEED) {
      return leaveAlone("it tells more than %d orders at once".formatted(WireLimits.MAX_FEED));
    }
    var before = garbage;
    for (var handOver : replies(feed)) {
      Thread.sleep(budget.debt());
      budget.spend(1);
      switch (handOver.get()) {
        case Reply.Taken _, Reply.Known _, Reply.Full _ -> {}
        case Reply.Refused _ -> budget.spend(REFUSAL_UNITS);
        case Reply.Busy _ -> {
          return backoff.failed();
        }
        case Reply.Invalid(_, var reason) -> {
          everGarbage.increment();
          budget.spend(REFUSAL_UNITS);
          if (++garbage >= MOST_GARBAGE) {
            cursor = feed.cursor();
            return leaveAlone(reason);
          }
        }
      }
    }
    cursor = feed.cursor();
    backoff.succeeded();
    if (garbage == before) {
      garbage = Math.max(0, garbage - 1);
      alone.succeeded();
    }
    return BREATH;
  }

  private List<Supplier<Reply>> replies(OrderFeed feed) {
    var replies = new ArrayList<Supplier<Reply>>();
    feed.offers().forEach(offer -> replies.add(() -> orders.take(offer)));
    feed.jobs().forEach(job -> replies.add(() -> orders.take(job)));
    feed.placements().forEach(placement -> replies.add(() -> orders.take(placement)));
    return replies;
  }

  private Duration leaveAloneFor(MarketException answer) {
    everGarbage.increment();
    return leaveAlone(String.valueOf(answer.getMessage()));
  }

  private Duration leaveAlone(String reason) {
    var howLong = alone.failed();
    garbage = 0;
    log.peerDistrusted(peer.toString(), reason, howLong);
    return howLong;
  }
}
