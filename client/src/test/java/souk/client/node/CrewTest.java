package souk.client.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CrewTest {
  @Test
  void letsOnlyOneThreadWorkOnAKey() {
    try (var crew = new Crew<String>("test")) {
      assertThat(crew.start("a", new CountDownLatch(1)::await)).isTrue();

      assertThat(crew.start("a", () -> {})).isFalse();
      assertThat(crew.start("b", () -> {})).isTrue();
    }
  }

  @Test
  void takesAKeyUpAgainOnceItsWorkHasEnded() throws InterruptedException {
    try (var crew = new Crew<String>("test")) {
      crew.start("a", () -> {});
      var again = new CountDownLatch(1);

      var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (!crew.start("a", again::countDown) && System.nanoTime() < until) {
        Thread.onSpinWait();
      }

      assertThat(again.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void interruptsAndAwaitsItsThreadsWhenClosed() {
    var ended = new AtomicBoolean();
    var crew = new Crew<String>("test");
    crew.start(
        "a",
        () -> {
          try {
            new CountDownLatch(1).await();
          } finally {
            ended.set(true);
          }
        });

    crew.close();

    assertThat(ended).isTrue();
    assertThat(crew.start("b", () -> {})).isFalse();
  }
}
