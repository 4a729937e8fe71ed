package souk.settlement.journal;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connections that only read, made when they are first needed: who reads for long keeps nobody from
 * writing. Thread-safe; who comes when all are in use waits.
 */
final class Readers implements AutoCloseable {
  private static final int MOST = 2;

  private final Backend backend;
  private final Semaphore places = new Semaphore(MOST, true);
  private final Deque<Link> idle = new ArrayDeque<>();
  private boolean isClosed;

  Readers(Backend backend) {
    this.backend = backend;
  }

  /** Runs the work in a transaction of its own, which is undone. */
  <T> T read(Function<Session, T> work) {
    places.acquireUninterruptibly();
    try {
      var link = take();
      try {
        return work.apply(link.begin());
      } finally {
        link.end();
        putBack(link);
      }
    } finally {
      places.release();
    }
  }

  /** Waits for those that read. */
  @Override
  public void close() {
    places.acquireUninterruptibly(MOST);
    try {
      closeAll();
    } finally {
      places.release(MOST);
    }
  }

  private Link take() {
    var link = idleOne();
    try {
      return link == null ? Link.toRead(backend) : link;
    } catch (SQLException e) {
      throw new JournalException(
          "the journal %s cannot be read: %s".formatted(backend, e.getMessage()), e);
    }
  }

  private synchronized @Nullable Link idleOne() {
    if (isClosed) {
      throw new JournalException("the journal %s is closed".formatted(backend));
    }
    return idle.poll();
  }

  private synchronized void putBack(Link link) {
    idle.push(link);
  }

  private synchronized void closeAll() {
    isClosed = true;
    while (!idle.isEmpty()) {
      idle.pop().close();
    }
  }
}
