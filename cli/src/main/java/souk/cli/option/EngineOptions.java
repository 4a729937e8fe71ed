package souk.cli.option;

import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;
import souk.runtime.engine.ChildEngine;
import souk.runtime.engine.EngineChoice;
import souk.runtime.engine.Engines;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

/** What runs WebAssembly here. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
public final class EngineOptions {
  @Option(
      names = "--engine",
      paramLabel = "auto|endive|v8",
      defaultValue = "auto",
      description = "What runs WebAssembly; v8 needs Node.js (default: ${DEFAULT-VALUE}).")
  private EngineChoice engine;

  /** The engine, or that the best is to be taken. */
  public EngineChoice choice() {
    return engine;
  }

  /**
   * The engine for one job.
   *
   * @param cache where files are kept that help jobs to start
   * @param timeLimit longest time the job may take
   */
  public ChildEngine engineFor(
      Invocation invocation, Limits limits, Path cache, Duration timeLimit) {
    return Engines.on(cache).engineFor(engine, invocation, limits, timeLimit);
  }
}
