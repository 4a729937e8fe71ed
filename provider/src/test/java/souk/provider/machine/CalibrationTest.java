package souk.provider.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import souk.runtime.engine.Engines;

class CalibrationTest {
  @Test
  @Timeout(300)
  void measuresEveryEngineOfThisMachineByRunningAJob(@TempDir Path cache) {
    var calibration = new Calibration(Duration.ofMillis(200));

    for (var engine : Engines.on(cache).all(Duration.ofMinutes(1))) {
      var speed = calibration.measure(engine, 1);

      assertThat(speed.engine()).isEqualTo(engine.name());
      // Slower than this no engine is, faster no processor.
      assertThat(speed.fuelPerSecond().units()).isBetween(1_000_000L, 100_000_000_000L);
      assertThat(speed.startup()).isPositive();
    }
  }
}
