package souk.provider.node;

import java.time.Duration;
import souk.client.api.AcceptanceRequests;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.client.node.Backoff;
import souk.protocol.value.Address;

/**
 * Asks one market node for requests, again and again. The node may lie, stall or die: it costs this
 * loop waiting, and nothing else.
 */
final class RequestLoop {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration BREATH = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_AT_ONCE = 64;

  private final MarketClient node;
  private final Address self;
  private final AcceptanceDesk desk;
  private final Intake intake;
  private final Slots slots;
  private final ProviderLog log;
  private final Backoff backoff = new Backoff(BREATH, MOST_PATIENCE);
  private long cursor;
  private boolean failing;

  RequestLoop(
      MarketClient node,
      Address self,
      AcceptanceDesk desk,
      Intake intake,
      Slots slots,
      ProviderLog log) {
    this.node = node;
    this.self = self;
    this.desk = desk;
    this.intake = intake;
    this.slots = slots;
    this.log = log;
  }

  void run() throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.sleep(turn());
    }
  }

  /** One question; answers how long to wait before the next. */
  private Duration turn() throws InterruptedException {
    if (intake.isClosed()) {
      return PAUSE;
    }
    try {
      var asked = System.nanoTime();
      var answer = node.acceptanceRequests(self, cursor, WAIT);
      failing = false;
      return answer.requests().isEmpty()
          ? nothing(answer, Duration.ofNanos(System.nanoTime() - asked))
          : consider(answer);
    } catch (MarketException e) {
      if (!failing && !Thread.currentThread().isInterrupted()) {
        log.unreachable(node, String.valueOf(e.getMessage()));
      }
      failing = true;
      cursor = 0;
      return backoff.failed();
    }
  }

  /** A node that says "nothing" without waiting as it was asked to is asked less and less often. */
  private Duration nothing(AcceptanceRequests answer, Duration after) {
    cursor = answer.cursor();
    if (after.compareTo(WAIT.dividedBy(2)) < 0) {
      return backoff.failed();
    }
    backoff.succeeded();
    return Duration.ZERO;
  }

  private Duration consider(AcceptanceRequests answer) throws InterruptedException {
    var deferred = false;
    for (var request : answer.requests().stream().limit(MOST_AT_ONCE).toList()) {
      deferred |= !desk.take(request, node::postAcceptance);
    }
    if (deferred) {
      slots.awaitFree(WAIT);
    } else {
      cursor = answer.cursor();
    }
    backoff.succeeded();
    return BREATH;
  }
}
