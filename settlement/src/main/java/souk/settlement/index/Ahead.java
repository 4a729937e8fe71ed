package souk.settlement.index;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import souk.settlement.chain.ChainException;

/** A range that is read by a thread of its own before it is needed. */
final class Ahead {
  private final long from;
  private final FutureTask<LogRange> reading;

  private Ahead(long from, FutureTask<LogRange> reading) {
    this.from = from;
    this.reading = reading;
  }

  static Ahead start(long from, Supplier<LogRange> read) {
    var reading = new FutureTask<>(read::get);
    Thread.ofVirtual().name("index ahead").start(reading);
    return new Ahead(from, reading);
  }

  /** Height of its first block. */
  long from() {
    return from;
  }

  /**
   * The range, once it is read.
   *
   * @throws ChainException if it cannot be read
   */
  LogRange await() {
    try {
      return reading.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ChainException failure
          ? failure
          : ChainException.retryable("a range of blocks cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ChainException.retryable("interrupted", e);
    }
  }
}
