package souk.protocol.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.value.Moment;

class JuryStateTest {
  private static final Instant DEADLINE = Instant.ofEpochSecond(1_000);
  private static final long SEED_BLOCK = 50;

  static Stream<Arguments> everyStateWithAnExit() {
    return Stream.of(
        Arguments.of(new JuryState.Seating(SEED_BLOCK), Exit.SEAT_JURY),
        Arguments.of(new JuryState.Committing(DEADLINE), Exit.ADVANCE_JURY),
        Arguments.of(new JuryState.Revealing(DEADLINE), Exit.ADVANCE_JURY),
        Arguments.of(new JuryState.Appealable(DEADLINE), Exit.ADVANCE_JURY));
  }

  @ParameterizedTest
  @MethodSource("everyStateWithAnExit")
  void everyStateHasAnExitOnceItsTimeHasPassed(JuryState state, Exit exit) {
    var later = new Moment(SEED_BLOCK + 1, DEADLINE.plusSeconds(1));

    assertThat(state.exitDue(later)).contains(exit);
  }

  @ParameterizedTest
  @MethodSource("everyStateWithAnExit")
  void noStateHasItsExitWhileItsTimeLasts(JuryState state, Exit exit) {
    assertThat(state.exitDue(new Moment(SEED_BLOCK, DEADLINE))).isEmpty();
  }

  @Test
  void aFinalVerdictHasNoExit() {
    assertThat(new JuryState.Closed().exitDue(new Moment(Long.MAX_VALUE, Instant.MAX))).isEmpty();
  }
}
