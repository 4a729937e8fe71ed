package souk.provider.machine;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Notices keyboards, mice and touchpads by the interrupts they make; those of USB share theirs with
 * other devices and are not told apart. Thread-safe.
 */
final class InputWatch {
  private static final Pattern DEVICES =
      Pattern.compile("i8042|hid|touchpad|touchscreen|keyboard|mouse|synaptics|elan");
  private static final Pattern COUNTS = Pattern.compile("^ *[0-9A-Za-z]+:((?: +[0-9]+)+)");

  private final Path interrupts;
  private final Clock clock;
  private long count = -1;
  private @Nullable Instant last;

  InputWatch(Path interrupts, Clock clock) {
    this.interrupts = interrupts;
    this.clock = clock;
  }

  /** When somebody was first noticed after the look before; empty if never since the first. */
  synchronized Optional<Instant> last() {
    var now = LinuxState.text(interrupts).map(InputWatch::count).orElse(count);
    if (count >= 0 && now != count) {
      last = clock.instant();
    }
    count = now;
    return Optional.ofNullable(last);
  }

  private static long count(String text) {
    return text.lines()
        .filter(line -> DEVICES.matcher(line.toLowerCase(Locale.ROOT)).find())
        .mapToLong(InputWatch::sum)
        .sum();
  }

  private static long sum(String line) {
    var counts = COUNTS.matcher(line);
    var sum = 0L;
    if (counts.find()) {
      for (var number : counts.group(1).strip().split(" +", -1)) {
        sum += number.length() <= 18 ? Long.parseLong(number) : 0;
      }
    }
    return sum;
  }
}
