package souk.provider.machine;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

/** What Java tells of any machine: its load where the system has one, no input and no battery. */
final class PlainState implements MachineState {
  @Override
  public int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public Optional<Double> load() {
    var load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? Optional.empty() : Optional.of(load);
  }

  @Override
  public Optional<Duration> sinceInput() {
    return Optional.empty();
  }

  @Override
  public Power power() {
    return new Power.Mains();
  }

  @Override
  public Optional<String> blindness() {
    var missing = load().isPresent() ? "input and battery" : "load, input and battery";
    return Optional.of(
        "%s cannot be seen on this system: say hours, as --when 22:00-07:00".formatted(missing));
  }
}
