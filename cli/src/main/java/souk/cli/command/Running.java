package souk.cli.command;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a node running until it ends or this process is told to. */
final class Running {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  private Running() {}

  /** Waits for a node to end. */
  @FunctionalInterface
  interface Wait {
    /** Returns once the node is closed; throws what ended it otherwise. */
    void untilEnded() throws InterruptedException;
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
