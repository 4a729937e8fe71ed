package souk.runtime.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import souk.runtime.workbench.Tools;

/** V8 for tests, with its files below the module's build directory. */
final class TestV8 {
  static final Duration WALL_CLOCK = Duration.ofSeconds(60);

  private static final Path CACHE = Path.of("target", "v8-cache");

  private TestV8() {}

  static V8Engine engine() {
    Tools.need("node");
    return V8Engine.on(CACHE, WALL_CLOCK);
  }

  static V8Scripts scripts() throws IOException {
    return V8Scripts.in(CACHE);
  }

  /** The processes of its jobs. */
  static Stream<ProcessHandle> workers() {
    return ProcessHandle.current()
        .children()
        .filter(
            child -> child.isAlive() && child.info().commandLine().orElse("").contains("main.mjs"));
  }

  static ProcessHandle awaitWorker() throws InterruptedException {
    var deadline = System.nanoTime() + WALL_CLOCK.toNanos();
    while (System.nanoTime() < deadline) {
      var worker = workers().findFirst();
      if (worker.isPresent()) {
        return worker.get();
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    throw new AssertionError("no worker started");
  }
}
