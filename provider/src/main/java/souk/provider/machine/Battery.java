package souk.provider.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads batteries as Linux shows them below /sys/class/power_supply. */
final class Battery {
  private static final int ALL = 100;
  private static final long SECONDS_PER_HOUR = 3_600;

  private Battery() {}

  static Power of(List<Path> batteries) {
    var percent =
        batteries.stream().flatMapToLong(it -> number(it, "capacity").stream()).max().orElse(0);
    return new Power.Battery(Math.clamp(percent, 0, ALL), left(batteries));
  }

  /** Energy and power where they are told, else charge and current. */
  private static Optional<Duration> left(List<Path> batteries) {
    return left(batteries, "energy_now", "power_now")
        .or(() -> left(batteries, "charge_now", "current_now"));
  }

  private static Optional<Duration> left(List<Path> batteries, String store, String drain) {
    var held = sum(batteries, store);
    var drawn = sum(batteries, drain);
    return held > 0 && drawn > 0
        ? Optional.of(Duration.ofSeconds(Math.round(held * (double) SECONDS_PER_HOUR / drawn)))
        : Optional.empty();
  }

  private static long sum(List<Path> batteries, String name) {
    return batteries.stream().flatMapToLong(it -> number(it, name).stream()).sum();
  }

  private static OptionalLong number(Path battery, String name) {
    return LinuxState.text(battery.resolve(name))
        .filter(text -> text.matches("[0-9]{1,15}"))
        .map(Long::valueOf)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }
}
