package souk.runtime.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a worker says on standard error; the beginning is kept, the rest read and dropped. */
final class Complaints {
  private static final int MAX_BYTES = 2_048;
  private static final long PATIENCE_MILLIS = 500;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile String text = "";

  Complaints(InputStream stream) {
    Thread.ofPlatform().daemon().name("souk-worker-log").start(() -> drain(stream));
  }

  private void drain(InputStream stream) {
    try (stream) {
      text = new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      stream.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // Killed while it spoke: what was read before stays unknown, and is not needed.
    } finally {
      ended.countDown();
    }
  }

  /** The first line, once the worker has ended; empty if it said nothing. */
  String firstLine() {
    try {
      ended.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return text.lines().findFirst().map(line -> "(" + line + ")").orElse("");
  }
}
