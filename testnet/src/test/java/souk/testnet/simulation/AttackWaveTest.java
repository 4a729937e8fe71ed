package souk.testnet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import souk.testnet.simulation.AttackWave.Point;

class AttackWaveTest {
  private static final List<Point> POINTS = AttackWave.run(1);

  @Test
  void theFloorStaysDownInCalm() {
    assertThat(POINTS)
        .filteredOn(point -> point.job() <= AttackWave.BEGIN)
        .hasSize(15)
        .allSatisfy(point -> assertThat(point.floor()).isBetween(0.02, 0.021));
  }

  @Test
  void theFloorRisesWithTheWaveAndFallsAfterIt() {
    var high = POINTS.stream().mapToDouble(Point::floor).max().orElseThrow();

    assertThat(high).isGreaterThan(0.1).isLessThanOrEqualTo(0.2501);
    assertThat(POINTS.getLast().floor()).isLessThan(high / 3);
  }

  @Test
  void auditsCostMoreInTheWave() {
    assertThat(overhead(AttackWave.BEGIN, AttackWave.END))
        .isGreaterThan(1.2 * overhead(0, AttackWave.BEGIN));
  }

  private static double overhead(int after, int until) {
    return POINTS.stream()
        .filter(point -> point.job() > after && point.job() <= until)
        .mapToDouble(Point::overhead)
        .average()
        .orElseThrow();
  }
}
