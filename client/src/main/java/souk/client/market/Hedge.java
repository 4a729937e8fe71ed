package souk.client.market;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One question to several nodes in turn: the next is asked as soon as one fails or has kept silent
 * for a while, and the first answer counts. So a node that stalls costs that while, not a deadline.
 */
final class Hedge<T> {
  private final IntFunction<T> question;
  private final Consumer<T> unwanted;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final LinkedBlockingQueue<Reply<T>> replies = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * What a node said.
   *
   * @param node its number
   * @param answer empty if it failed
   * @param failure why it failed
   */
  private record Reply<T>(int node, @Nullable T answer, @Nullable RuntimeException failure) {}

  /**
   * The first answer.
   *
   * @param node number of the node that gave it
   */
  record First<T>(int node, T answer) {}

  private Hedge(IntFunction<T> question, Consumer<T> unwanted) {
    this.question = question;
    this.unwanted = unwanted;
  }

  /**
   * Asks the nodes in that order.
   *
   * @param patience how long a node may keep silent before the next is asked too
   * @param question asks a node by its number; throws {@link MarketException} if that fails
   * @param unwanted takes answers that come after the first
   * @param failures takes why nodes failed
   * @return null if every node failed
   */
  static <T> @Nullable First<T> ask(
      List<Integer> nodes,
      Duration patience,
      IntFunction<T> question,
      Consumer<T> unwanted,
      List<MarketException> failures)
      throws InterruptedException {
    var hedge = new Hedge<>(question, unwanted);
    try {
      return hedge.first(nodes, patience, failures);
    } catch (InterruptedException e) {
      hedge.abandon();
      throw e;
    } finally {
      hedge.threads.forEach(Thread::interrupt);
    }
  }

  private @Nullable First<T> first(
      List<Integer> nodes, Duration patience, List<MarketException> failures)
      throws InterruptedException {
    for (var done = 0; done < nodes.size(); ) {
      if (threads.size() < nodes.size()) {
        start(nodes.get(threads.size()));
      }
      var isLast = threads.size() == nodes.size();
      var reply = isLast ? replies.take() : replies.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (reply != null) {
        if (reply.answer() != null) {
          return new First<>(reply.node(), reply.answer());
        }
        failures.add(known(reply.failure()));
        done++;
      }
    }
    return null;
  }

  private void abandon() {
    if (!answered.compareAndSet(false, true)) {
      replies.stream().map(Reply::answer).filter(Objects::nonNull).forEach(unwanted);
    }
  }

  private static MarketException known(@Nullable RuntimeException failure) {
    if (failure instanceof MarketException known) {
      return known;
    }
    throw new IllegalStateException("a question to a market node broke", failure);
  }

  private void start(int node) {
    threads.add(Thread.ofVirtual().name("ask node " + node).start(() -> ask(node)));
  }

  private void ask(int node) {
    try {
      var answer = question.apply(node);
      if (answered.compareAndSet(false, true)) {
        replies.add(new Reply<>(node, answer, null));
      } else {
        unwanted.accept(answer);
      }
    } catch (RuntimeException e) {
      replies.add(new Reply<>(node, null, e));
    }
  }
}
