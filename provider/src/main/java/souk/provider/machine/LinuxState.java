package souk.provider.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux tells in /proc, /sys and /dev. What is missing there counts as not told. */
final class LinuxState implements MachineState {
  private final Path root;
  private final int processors;
  private final InputWatch input;
  private final Clock clock;

  /**
   * @param root directory that has proc, sys and dev
   */
  LinuxState(Path root, int processors, Clock clock) {
    this.root = root;
    this.processors = processors;
    this.clock = clock;
    this.input = new InputWatch(root.resolve("proc/interrupts"), clock);
  }

  static boolean isHere() {
    return Files.isReadable(Path.of("/proc/loadavg"));
  }

  static LinuxState here() {
    return new LinuxState(
        Path.of("/"), Runtime.getRuntime().availableProcessors(), Clock.systemUTC());
  }

  @Override
  public int processors() {
    return processors;
  }

  @Override
  public Optional<Double> load() {
    return text(root.resolve("proc/loadavg"))
        .map(line -> line.split(" ", 2)[0])
        .filter(word -> word.matches("[0-9]{1,6}\\.[0-9]{1,4}"))
        .map(Double::valueOf);
  }

  @Override
  public Optional<Duration> sinceInput() {
    var now = clock.instant();
    return Stream.concat(input.last().stream(), terminals())
        .map(last -> last.isAfter(now) ? Duration.ZERO : Duration.between(last, now))
        .min(Duration::compareTo);
  }

  @Override
  public Power power() {
    var supplies = list(root.resolve("sys/class/power_supply"));
    var batteries = supplies.stream().filter(it -> is(it, "type", "Battery")).toList();
    var isEmptied = batteries.stream().anyMatch(it -> is(it, "status", "Discharging"));
    return isEmptied ? Battery.of(batteries) : new Power.Mains();
  }

  @Override
  public Optional<String> blindness() {
    return Optional.empty();
  }

  /** When each terminal was last typed into: the system notes that as the time it was read. */
  private Stream<Instant> terminals() {
    return Stream.concat(
            list(root.resolve("dev/pts")).stream()
                .filter(it -> it.getFileName().toString().matches("[0-9]+")),
            list(root.resolve("dev")).stream()
                .filter(it -> it.getFileName().toString().matches("tty[0-9]+")))
        .flatMap(it -> lastRead(it).stream());
  }

  private static Optional<Instant> lastRead(Path terminal) {
    try {
      var time = (FileTime) Files.getAttribute(terminal, "lastAccessTime");
      return Optional.of(time.toInstant());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean is(Path supply, String name, String value) {
    return text(supply.resolve(name)).filter(value::equals).isPresent();
  }

  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<Path> list(Path directory) {
    try (var files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
