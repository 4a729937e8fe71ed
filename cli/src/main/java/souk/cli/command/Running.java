package souk.cli.command;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.client.node.Backoff;
import souk.settlement.chain.ChainException;

/** Keeps a node running until it ends or this process is told to. */
final class Running {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private Running() {}

  /** Waits for a node to end. */
  @FunctionalInterface
  interface Wait {
    /** Returns once the node is closed; throws what ended it otherwise. */
    void untilEnded() throws InterruptedException;
  }

  /**
   * Starts a node, as soon as the chain can be read: one that is away when a machine boots is no
   * reason to stay down.
   *
   * @throws ChainException if trying again will not help
   */
  static <T> T start(Supplier<T> node) throws InterruptedException {
    var backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
    while (true) {
      try {
        return node.get();
      } catch (ChainException e) {
        if (!e.isRetryable()) {
          throw e;
        }
        LOG.warn("the node cannot start yet and tries on: {}", e.getMessage());
        Thread.sleep(backoff.failed());
      }
    }
  }

  /** The node is closed when the process ends, for whatever reason but kill -9. */
  static void keep(AutoCloseable node, Wait wait) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "close node"));
    wait.untilEnded();
  }

  private static void close(AutoCloseable node) {
    try {
      node.close();
    } catch (Exception e) {
      LOG.debug("the node did not close cleanly", e);
    }
  }
}
