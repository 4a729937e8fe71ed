package souk.runtime.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The worker processes of this one. */
final class Workers {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Workers() {}

  static Stream<ProcessHandle> alive() {
    return ProcessHandle.current()
        .children()
        .filter(
            child ->
                child.isAlive()
                    && child.info().commandLine().orElse("").contains(Worker.class.getName()));
  }

  /** Waits until there is one. */
  static ProcessHandle await() throws InterruptedException {
    until(() -> alive().findFirst().isPresent(), "no worker started");
    return alive().findFirst().orElseThrow();
  }

  /** Waits until a worker has worked that long. */
  static void awaitCpu(ProcessHandle worker, Duration worked) throws InterruptedException {
    until(
        () ->
            Stream.concat(Stream.of(worker), worker.descendants())
                .anyMatch(
                    process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(worked)
                            >= 0),
        "the worker does not work");
  }

  private static void until(BooleanSupplier condition, String complaint)
      throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(complaint);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
