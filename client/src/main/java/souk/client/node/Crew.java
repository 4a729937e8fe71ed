package souk.client.node;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Virtual threads by what each of them sees through. Thread-safe.
 *
 * @param <K> what a thread works on; it has at most one thread
 */
public final class Crew<K> implements AutoCloseable {

  /** Work that ends by itself or when its thread is interrupted. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    void run() throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

  private final String name;
  private final Map<K, Thread> threads = new ConcurrentHashMap<>();
  private boolean closed;

  /**
   * @param name what its threads are called, for stack dumps
   */
  public Crew(String name) {
    this.name = name;
  }

  /** Starts the work in a thread of its own; false if the key has one or the crew is closed. */
  public synchronized boolean start(K key, Work work) {
    var thread = Thread.ofVirtual().name(name + " " + key).unstarted(() -> run(key, work));
    if (closed || threads.putIfAbsent(key, thread) != null) {
      return false;
    }
    thread.start();
    return true;
  }

  /** Whether somebody works on that key. */
  public boolean isAt(K key) {
    return threads.containsKey(key);
  }

  /** Keys that somebody works on. */
  public int size() {
    return threads.size();
  }

  /** Interrupts the work on that key, if there is any. */
  public void interrupt(K key) {
    var thread = threads.get(key);
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void run(K key, Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{} {} failed: {}", name, key, String.valueOf(e.getMessage()));
      LOG.debug("what failed", e);
    } finally {
      threads.remove(key);
    }
  }

  /** Interrupts all threads and waits until they have ended. */
  @Override
  public void close() {
    var left = stop();
    left.forEach(Thread::interrupt);
    left.forEach(Crew::join);
  }

  private synchronized List<Thread> stop() {
    closed = true;
    return List.copyOf(threads.values());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
