package souk.runtime.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import souk.protocol.value.Fuel;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

/** The engines this machine has, each with a process for every job. */
public final class Engines {
  /** From here on the fastest engine pays for whatever it takes to start. */
  private static final Fuel LARGE = new Fuel(10_000_000_000L);

  private final Path cache;

  private Engines(Path cache) {
    this.cache = cache;
  }

  /**
   * What there is here.
   *
   * @param cache a directory for files that help jobs to start; made if it is not there
   */
  public static Engines on(Path cache) {
    return new Engines(cache);
  }

  /**
   * All of them, the fastest first; at least one.
   *
   * @param wallClock longest time a job may take
   */
  public List<ChildEngine> all(Duration wallClock) {
    var endive = ChildProcessRunner.cached(wallClock, cache);
    return NodeProgram.presence() instanceof NodeProgram.Presence.Present
        ? List.of(V8Engine.on(cache, wallClock), endive)
        : List.of(endive);
  }

  /**
   * Those that a choice leaves, the fastest first; at least one.
   *
   * @param wallClock longest time a job may take
   * @throws EngineMissingException if the chosen one is not there
   */
  public List<ChildEngine> among(EngineChoice choice, Duration wallClock) {
    return choice == EngineChoice.AUTO ? all(wallClock) : List.of(engine(choice, wallClock));
  }

  /**
   * One for whatever comes.
   *
   * @param wallClock longest time a job may take
   * @throws EngineMissingException if it is not there
   */
  public ChildEngine engine(EngineChoice choice, Duration wallClock) {
    return switch (choice) {
      case AUTO -> all(wallClock).getFirst();
      case ENDIVE -> ChildProcessRunner.cached(wallClock, cache);
      case V8 -> V8Engine.on(cache, wallClock);
    };
  }

  /**
   * One for a job. Where the choice is left open: the embedded one, or the fastest if the job may
   * use more than 10 Gfuel or is one the embedded engine objects to.
   *
   * @param wallClock longest time the job may take
   * @throws EngineMissingException if it is not there
   */
  public ChildEngine engineFor(
      EngineChoice choice, Invocation invocation, Limits limits, Duration wallClock) {
    if (choice != EngineChoice.AUTO) {
      return engine(choice, wallClock);
    }
    var engines = all(wallClock);
    if (limits.fuel().compareTo(LARGE) > 0) {
      return engines.getFirst();
    }
    return engines.reversed().stream()
        .filter(engine -> engine.objection(invocation, limits).isEmpty())
        .findFirst()
        .orElseGet(engines::getFirst);
  }
}
