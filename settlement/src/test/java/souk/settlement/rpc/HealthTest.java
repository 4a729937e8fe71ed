package souk.settlement.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final AtomicLong now = new AtomicLong();
  private final Health health = new Health(now::get);

  @Test
  void restsTwiceAsLongAfterEachFailure() {
    for (var millis = 100; millis <= 25_600; millis *= 2) {
      health.failed();

      pass(Duration.ofMillis(millis - 1));
      assertThat(health.isResting()).isTrue();
      pass(Duration.ofMillis(1));
      assertThat(health.isResting()).isFalse();
    }
  }

  @Test
  void restsNoLongerThanThirtySeconds() {
    for (var i = 0; i < 100; i++) {
      health.failed();
    }
    pass(Duration.ofSeconds(30));

    assertThat(health.isResting()).isFalse();
  }

  @Test
  void isWellOnceItAnswers() {
    health.failed();
    health.answered();

    assertThat(health.rank()).isZero();
  }

  @Test
  void isAskedLastWhileItRestsOrLags() {
    health.lags(true);
    assertThat(health.rank()).isEqualTo(1);

    health.failed();
    assertThat(health.rank()).isEqualTo(3);
  }

  @Test
  void isNotAskedWhileItWantsAPauseOrServesAnotherChain() {
    health.limited(Duration.ofSeconds(2));
    assertThat(health.isBarred()).isTrue();
    pass(Duration.ofSeconds(2));
    assertThat(health.isBarred()).isFalse();

    assertThat(health.servesAnotherChain(true)).isTrue();
    assertThat(health.servesAnotherChain(true)).isFalse();
    assertThat(health.isBarred()).isTrue();
  }

  @Test
  void restsLongOnceItLied() {
    health.lied();
    pass(Duration.ofSeconds(20));

    assertThat(health.isResting()).isTrue();
  }

  @Test
  void makesUpForNoLieByAnswering() {
    health.lied();
    health.answered();
    assertThat(health.isResting()).isTrue();

    pass(Duration.ofSeconds(30));
    health.answered();
    health.failed();
    pass(Duration.ofMillis(100));
    assertThat(health.isResting()).isFalse();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
