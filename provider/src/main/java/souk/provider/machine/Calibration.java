package souk.provider.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Fuel;
import souk.runtime.engine.ChildEngine;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;

/** Measures how fast an engine is here, by running a program as it runs jobs. */
public final class Calibration {
  private static final Fuel SHORT = new Fuel(1_000_000);
  private static final Fuel FIRST = new Fuel(100_000_000);
  private static final int PAGES = 32;
  private static final int MOST_DOUBLINGS = 10;

  private final Invocation program = Invocation.of(module(), Bytes.EMPTY);
  private final Duration least;

  /**
   * How fast an engine is.
   *
   * @param fuelPerSecond fuel a job gets through in a second once it runs: the median
   * @param startup time until it runs: process, compiling, and its end
   */
  public record Speed(EngineName engine, Fuel fuelPerSecond, Duration startup) {}

  /** It could not be measured; the message is one line. */
  public static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private FailedException(String message) {
      super(message);
    }
  }

  /**
   * @param least how long one measured run should take at least
   */
  public Calibration(Duration least) {
    this.least = least;
  }

  /**
   * Measures it.
   *
   * @param runs how often, odd
   * @throws FailedException if the engine does not get the program run
   */
  public Speed measure(ChildEngine engine, int runs) {
    engine.prepare();
    time(engine, SHORT);
    var fuel = enough(engine, time(engine, SHORT));
    var speeds = new ArrayList<Long>();
    var startups = new ArrayList<Duration>();
    for (var run = 0; run < runs; run++) {
      var startup = time(engine, SHORT);
      startups.add(startup);
      speeds.add(perSecond(fuel, running(time(engine, fuel), startup)));
    }
    speeds.sort(null);
    startups.sort(null);
    return new Speed(engine.name(), new Fuel(speeds.get(runs / 2)), startups.get(runs / 2));
  }

  /** Fuel that takes long enough for the start not to matter. */
  private Fuel enough(ChildEngine engine, Duration startup) {
    var wanted = startup.plus(least);
    var fuel = FIRST;
    for (var i = 0; i < MOST_DOUBLINGS && time(engine, fuel).compareTo(wanted) < 0; i++) {
      fuel = new Fuel(fuel.units() * 2);
    }
    return fuel;
  }

  /** On a busy machine a start may take longer than a whole run: half of it counts at least. */
  private static Duration running(Duration whole, Duration startup) {
    var half = whole.dividedBy(2);
    var running = whole.minus(startup);
    return running.compareTo(half) > 0 ? running : half;
  }

  private static long perSecond(Fuel fuel, Duration running) {
    var micros = Math.max(1, running.toNanos() / 1_000);
    return Math.max(1, (fuel.units() - SHORT.units()) / micros * 1_000_000);
  }

  private Duration time(ChildEngine engine, Fuel fuel) {
    var began = System.nanoTime();
    var outcome = engine.run(program, Limits.of(fuel, PAGES));
    return switch (outcome) {
      case RunOutcome.Completed(var execution) when execution.fuelUsed().equals(fuel) ->
          Duration.ofNanos(System.nanoTime() - began);
      case RunOutcome.Completed(var execution) ->
          throw new FailedException(
              "%s ended the program after %s fuel: %s"
                  .formatted(engine.name(), execution.fuelUsed(), execution.status()));
      case RunOutcome.Rejected(var reason) ->
          throw new FailedException("%s: %s".formatted(engine.name(), reason));
      case RunOutcome.HostFault(var reason) ->
          throw new FailedException("%s: %s".formatted(engine.name(), reason));
    };
  }

  private static Bytes module() {
    try (var in = Calibration.class.getResourceAsStream("calibration.wasm")) {
      if (in == null) {
        throw new IOException("calibration.wasm is missing from the installation");
      }
      return Bytes.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
