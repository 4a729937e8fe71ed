package souk.client.market;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One message to several nodes at once. Once a node has taken it the others are waited for only a
 * while; those that stall may still take it later.
 */
final class Spread {
  private final Consumer<MarketClient> message;
  private final LinkedBlockingQueue<Optional<RuntimeException>> replies =
      new LinkedBlockingQueue<>();

  private Spread(Consumer<MarketClient> message) {
    this.message = message;
  }

  /**
   * Tells the nodes.
   *
   * @param patience how long to wait for others once one has taken the message
   * @param message throws {@link MarketException} if a node does not take it
   * @return why nodes did not take it: of all of them if none did
   * @throws IllegalStateException if telling one broke
   */
  static List<MarketException> tell(
      List<MarketClient> nodes, Duration patience, Consumer<MarketClient> message)
      throws InterruptedException {
    var spread = new Spread(message);
    nodes.forEach(node -> Thread.ofVirtual().name("tell " + node).start(() -> spread.tell(node)));
    return spread.failures(nodes.size(), patience);
  }

  private void tell(MarketClient node) {
    try {
      message.accept(node);
      replies.add(Optional.empty());
    } catch (RuntimeException e) {
      replies.add(Optional.of(e));
    }
  }

  private List<MarketException> failures(int nodes, Duration patience) throws InterruptedException {
    var failures = new ArrayList<MarketException>();
    for (var heard = 0; heard < nodes; heard++) {
      var isTaken = failures.size() < heard;
      var reply = isTaken ? replies.poll(patience.toNanos(), TimeUnit.NANOSECONDS) : replies.take();
      if (reply == null) {
        break;
      }
      reply.map(Spread::known).ifPresent(failures::add);
    }
    return failures;
  }

  private static MarketException known(RuntimeException failure) {
    if (failure instanceof MarketException known) {
      return known;
    }
    throw new IllegalStateException("a message to a market node broke", failure);
  }
}
