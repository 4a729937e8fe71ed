package souk.runtime.engine;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Starts processes from one thread that lives as long as this process.
 *
 * <p>Linux tells a child of its parent's death when the thread that started it ends, so a child
 * that is to die with its parent must not come from a thread that ends earlier.
 */
final class Spawner {
  private static final Executor THREAD =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("souk-spawner").factory());

  private Spawner() {}

  static Process start(ProcessBuilder builder) throws IOException {
    var started = new CompletableFuture<Process>();
    THREAD.execute(
        () -> {
          try {
            started.complete(builder.start());
          } catch (IOException | RuntimeException e) {
            started.completeExceptionally(e);
          }
        });
    try {
      // Joined, so that an interrupted thread does not lose sight of a process it has started.
      return started.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
