package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.provider.node.Fixtures.matched;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import souk.protocol.job.JobState;

class DueTest {
  private static final Duration REVEAL_WINDOW = Duration.ofSeconds(100);
  private static final Instant DEADLINE = Instant.ofEpochSecond(1_000);

  @Test
  void aRevealIsDueOnceTheDrawIsClearOrTheVerifiersHaveCommitted() {
    assertThat(of(new JobState.Clear(DEADLINE)).what()).isEqualTo("reveal");
    assertThat(of(new JobState.AuditProviderReveal(DEADLINE)).what()).isEqualTo("reveal");
  }

  @Test
  void nothingIsDueWhileOthersMove() {
    assertThat(Due.of(matched(new JobState.Committed(7)), REVEAL_WINDOW)).isEmpty();
    assertThat(Due.of(matched(new JobState.Revealed(DEADLINE)), REVEAL_WINDOW)).isEmpty();
  }

  @Test
  void alarmsInTheLastQuarterOfTheTime() {
    var due = of(new JobState.Clear(DEADLINE));

    assertThat(due.isAlarming(DEADLINE.minusSeconds(26))).isFalse();
    assertThat(due.isAlarming(DEADLINE.minusSeconds(24))).isTrue();
  }

  @Test
  void hasNoTimeLeftOnceItIsTooLate() {
    assertThat(of(new JobState.Clear(DEADLINE)).left(DEADLINE.plusSeconds(9))).isZero();
  }

  private static Due of(JobState state) {
    return Due.of(matched(state), REVEAL_WINDOW).orElseThrow();
  }
}
