package souk.provider.machine;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Optional;

/**
 * When a machine works for others.
 *
 * @param onlyIdle only while nobody else uses it
 * @param hours only then, in local time; empty for the whole day
 */
public record WorkTime(boolean onlyIdle, Optional<Hours> hours) {
  private static final String IDLE = "idle";

  /**
   * A part of every day.
   *
   * @param from first moment
   * @param to first moment after it; before {@code from} if midnight is within
   */
  public record Hours(LocalTime from, LocalTime to) {
    /** Whether it is then. */
    public boolean contain(LocalTime time) {
      var isAfter = !time.isBefore(from);
      var isBefore = time.isBefore(to);
      return from.isBefore(to) ? isAfter && isBefore : isAfter || isBefore;
    }

    @Override
    public String toString() {
      return from + "-" + to;
    }
  }

  /**
   * Reads {@code always}, {@code idle}, {@code 22:00-07:00} or {@code idle,22:00-07:00}.
   *
   * @throws IllegalArgumentException if it is written otherwise
   */
  public static WorkTime parse(String text) {
    if (text.equals("always")) {
      return new WorkTime(false, Optional.empty());
    }
    if (text.equals(IDLE)) {
      return new WorkTime(true, Optional.empty());
    }
    var isIdle = text.startsWith(IDLE + ",");
    return new WorkTime(isIdle, Optional.of(hours(text.substring(isIdle ? IDLE.length() + 1 : 0))));
  }

  private static Hours hours(String text) {
    try {
      if (text.matches("[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}")) {
        var hours =
            new Hours(LocalTime.parse(text.substring(0, 5)), LocalTime.parse(text.substring(6)));
        if (!hours.from().equals(hours.to())) {
          return hours;
        }
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("there is no such time of day: '" + text + "'", e);
    }
    throw new IllegalArgumentException(
        "it is always, idle, hours as 22:00-07:00, or idle,22:00-07:00: '" + text + "'");
  }
}
