package souk.provider.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkTimeTest {
  @ParameterizedTest
  @CsvSource({
    "22:00-07:00, 23:30, true",
    "22:00-07:00, 06:59, true",
    "22:00-07:00, 07:00, false",
    "22:00-07:00, 12:00, false",
    "09:00-17:00, 09:00, true",
    "09:00-17:00, 17:00, false"
  })
  void hoursMayGoOverMidnight(String text, LocalTime time, boolean within) {
    assertThat(WorkTime.parse(text).hours().orElseThrow().contain(time)).isEqualTo(within);
  }

  @Test
  void mayBeBothIdleAndHours() {
    var both = WorkTime.parse("idle,22:00-07:00");

    assertThat(both.onlyIdle()).isTrue();
    assertThat(both.hours()).hasToString("Optional[22:00-07:00]");
    assertThat(WorkTime.parse("always").onlyIdle()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sometimes", "24:00-07:00", "07:00-07:00", "7-8", "idle,", "idle;1"})
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> WorkTime.parse(text));
  }
}
