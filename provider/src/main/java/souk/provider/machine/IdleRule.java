package souk.provider.machine;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Keeps jobs out while a machine is used by its owner or it is not the time to work. */
public final class IdleRule {
  /** How long nobody may have used the machine. */
  static final Duration QUIET = Duration.ofMinutes(5);

  // What others may keep busy of all processors, and how much less it takes to begin again.
  private static final double MOST_LOAD = 0.5;
  private static final double LOAD_TO_BEGIN = 0.3;

  private final WorkTime when;
  private final MachineState machine;
  private final IntSupplier running;
  private final Clock clock;
  private boolean isWorking = true;

  /**
   * @param running jobs that run now, whose load is not the owner's
   * @param clock its zone is the one hours are told in
   */
  public IdleRule(WorkTime when, MachineState machine, IntSupplier running, Clock clock) {
    this.when = when;
    this.machine = machine;
    this.running = running;
    this.clock = clock;
  }

  /** Why no job is to be taken now, one line; empty if one may be. */
  public synchronized Optional<String> objection() {
    var objection = byHours();
    if (objection.isEmpty() && when.onlyIdle()) {
      objection = byInput().or(this::byLoad).or(this::byPower);
    }
    isWorking = objection.isEmpty();
    return objection;
  }

  private Optional<String> byHours() {
    return when.hours()
        .filter(hours -> !hours.contain(LocalTime.now(clock)))
        .map(hours -> "jobs are taken at " + hours);
  }

  private Optional<String> byInput() {
    return machine
        .sinceInput()
        .filter(since -> since.compareTo(QUIET) < 0)
        .map(since -> "somebody used this machine %d s ago".formatted(since.toSeconds()));
  }

  private Optional<String> byLoad() {
    var most = machine.processors() * (isWorking ? MOST_LOAD : LOAD_TO_BEGIN);
    return machine
        .load()
        .map(load -> load - running.getAsInt())
        .filter(load -> load > most)
        .map(
            load -> "others keep %.1f of %d processors busy".formatted(load, machine.processors()));
  }

  private Optional<String> byPower() {
    return machine.power() instanceof Power.Battery(int percent, var _)
        ? Optional.of("this machine runs on its battery, at %d%%".formatted(percent))
        : Optional.empty();
  }
}
