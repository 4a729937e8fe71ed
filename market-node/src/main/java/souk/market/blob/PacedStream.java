package souk.market.blob;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A stream that has to keep up a pace: bytes that drip would hold a slot for ever. */
final class PacedStream extends FilterInputStream {
  private static final Duration START = Duration.ofSeconds(30);
  private static final long LEAST_BYTES_PER_SECOND = 64 * 1024;

  private final long deadline;

  /**
   * @param sizeBytes how many bytes there will be
   */
  PacedStream(InputStream in, long sizeBytes) {
    super(in);
    var time = START.plusSeconds(sizeBytes / LEAST_BYTES_PER_SECOND);
    this.deadline = System.nanoTime() + time.toNanos();
  }

  @Override
  public int read() throws IOException {
    requireTime();
    return super.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    requireTime();
    return super.read(buffer, offset, count);
  }

  private void requireTime() throws IOException {
    if (System.nanoTime() - deadline > 0) {
      throw new TooSlowException();
    }
  }

  /** Whoever sends or takes the bytes did not keep up. */
  static final class TooSlowException extends IOException {
    private static final long serialVersionUID = 1;

    private TooSlowException() {
      super("the blob moves slower than %d bytes a second".formatted(LEAST_BYTES_PER_SECOND));
    }
  }
}
