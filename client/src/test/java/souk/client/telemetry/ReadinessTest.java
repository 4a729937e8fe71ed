package souk.client.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import souk.client.telemetry.Readiness.Need;
import souk.client.telemetry.Readiness.Trial;

class ReadinessTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger trials = new AtomicInteger();

  @Test
  void hasNoTroubleWhereEverythingWorks() throws InterruptedException {
    assertThat(readiness(trials::incrementAndGet).troubles()).isEmpty();
  }

  @Test
  void tellsStrangersWhatFailsButNotHow() throws InterruptedException {
    var readiness = readiness(this::fail);

    assertThat(readiness.troubles()).containsOnly(Map.entry("disk", "it is full"));
  }

  @Test
  void triesOnceASecondHoweverOftenItIsAsked() throws InterruptedException {
    var readiness = readiness(trials::incrementAndGet);

    for (var i = 0; i < 100; i++) {
      readiness.troubles();
    }
    assertThat(trials).hasValue(1);
    nanos.addAndGet(SECOND);
    readiness.troubles();

    assertThat(trials).hasValue(2);
  }

  @Test
  void isReadyAgainOnceItWorksAgain() throws InterruptedException {
    var readiness =
        readiness(
            () -> {
              if (trials.incrementAndGet() == 1) {
                fail();
              }
            });

    assertThat(readiness.troubles()).isNotEmpty();
    nanos.addAndGet(SECOND);

    assertThat(readiness.troubles()).isEmpty();
  }

  @Test
  void whatDoesNotAnswerFailsAndIsTriedByOneThreadAtATime() throws InterruptedException {
    var end = new CountDownLatch(1);
    var readiness =
        readiness(
            () -> {
              trials.incrementAndGet();
              end.await();
            });
    var begin = System.nanoTime();

    assertThat(readiness.troubles()).containsKey("disk");
    nanos.addAndGet(10 * SECOND);
    assertThat(readiness.troubles()).containsKey("disk");

    assertThat(System.nanoTime() - begin).isLessThan(30 * SECOND);
    assertThat(trials).hasValue(1);
    end.countDown();
  }

  private void fail() throws IOException {
    throw new IOException("/secret/path has no room");
  }

  private Readiness readiness(Trial trial) {
    return new Readiness(
        List.of(new Need("disk", "it is full", trial)), new SilentListener(), nanos::get);
  }
}
