package souk.provider.machine;

import java.time.Duration;
import java.util.Optional;

/** A machine on its battery stays for half of what the battery promises. */
public final class BatteryRule implements StayRule {
  private static final int CAUTION = 2;

  private final MachineState machine;

  /** The rule of that machine. */
  public BatteryRule(MachineState machine) {
    this.machine = machine;
  }

  @Override
  public Optional<String> objection(Duration time) {
    return switch (machine.power()) {
      case Power.Mains _ -> Optional.empty();
      case Power.Battery(int percent, var left) ->
          left.filter(it -> it.compareTo(time.multipliedBy(CAUTION)) > 0).isPresent()
              ? Optional.empty()
              : Optional.of(
                  "its battery, at %d%%, may not last the %d s until the result is revealed"
                      .formatted(percent, time.toSeconds()));
    };
  }
}
