package souk.protocol.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.value.Moment;

class JobStateTest {
  private static final Instant DEADLINE = Instant.ofEpochSecond(1_000);
  private static final long SEED_BLOCK = 50;

  static Stream<Arguments> everyStateWithAnExit() {
    return Stream.of(
        Arguments.of(new JobState.Open(DEADLINE), Exit.EXPIRE),
        Arguments.of(new JobState.Running(DEADLINE), Exit.REASSIGN),
        Arguments.of(new JobState.Committed(SEED_BLOCK), Exit.DRAW),
        Arguments.of(new JobState.Clear(DEADLINE), Exit.REASSIGN),
        Arguments.of(new JobState.AuditCommit(false, SEED_BLOCK, DEADLINE), Exit.SEAT),
        Arguments.of(new JobState.AuditCommit(true, SEED_BLOCK, DEADLINE), Exit.REPLACE_NO_SHOWS),
        Arguments.of(new JobState.AuditProviderReveal(DEADLINE), Exit.CONDEMN),
        Arguments.of(new JobState.AuditReveal(DEADLINE), Exit.CLOSE_AUDIT),
        Arguments.of(new JobState.Revealed(DEADLINE), Exit.SETTLE));
  }

  @ParameterizedTest
  @MethodSource("everyStateWithAnExit")
  void everyStateHasAnExitOnceItsTimeHasPassed(JobState state, Exit exit) {
    var later = new Moment(SEED_BLOCK + 1, DEADLINE.plusSeconds(1));

    assertThat(state.exitDue(later)).contains(exit);
    assertThat(state.isFinal()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("everyStateWithAnExit")
  void noStateHasItsExitWhileItsTimeLasts(JobState state, Exit exit) {
    assertThat(state.exitDue(new Moment(SEED_BLOCK, DEADLINE))).isEmpty();
  }

  @Test
  void aDisputedJobWaitsForItsClaims() {
    var state = new JobState.Disputed(DEADLINE);

    assertThat(state.exitDue(new Moment(Long.MAX_VALUE, Instant.MAX))).isEmpty();
    assertThat(state.isFinal()).isFalse();
  }

  @Test
  void finalStatesHaveNoExit() {
    var later = new Moment(Long.MAX_VALUE, Instant.MAX);

    Stream.of(new JobState.Settled(), new JobState.Refunded(), new JobState.Void())
        .forEach(
            state -> {
              assertThat(state.isFinal()).isTrue();
              assertThat(state.exitDue(later)).isEmpty();
            });
  }
}
