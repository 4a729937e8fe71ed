package souk.client.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

  @Test
  void waitsTwiceAsLongAfterEachFailureUpToItsLimit() {
    var waits = Stream.generate(backoff::failed).limit(5).map(Duration::toSeconds).toList();

    assertThat(waits).containsExactly(1L, 2L, 4L, 5L, 5L);
  }

  @Test
  void beginsAgainAfterASuccess() {
    backoff.failed();
    backoff.failed();

    backoff.succeeded();

    assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(1));
  }
}
