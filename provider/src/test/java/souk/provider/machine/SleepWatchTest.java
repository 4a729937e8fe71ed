package souk.provider.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SleepWatchTest {
  private Instant wall = Instant.EPOCH;
  private long nanos;
  private final SleepWatch watch = new SleepWatch(new WallClock(), () -> nanos);

  @Test
  void noticesThatTheClockWentOnWithoutTheProcess() {
    pass(Duration.ofSeconds(5));
    assertThat(watch.slept()).isEmpty();

    wall = wall.plus(Duration.ofMinutes(10));
    pass(Duration.ofSeconds(5));

    assertThat(watch.slept()).contains(Duration.ofMinutes(10));
    assertThat(watch.slept()).isEmpty();
  }

  @Test
  void aBusyProcessDidNotSleep() {
    pass(Duration.ofHours(1));

    assertThat(watch.slept()).isEmpty();
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  private final class WallClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return wall;
    }
  }
}
