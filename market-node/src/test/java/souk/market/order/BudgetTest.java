package souk.market.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final long SECOND = 1_000_000_000;

  private long nanos = 7;
  private final Budget budget = new Budget(10, () -> nanos);

  @Test
  void letsAsMuchBeSpentAsComesInASecond() {
    budget.spend(10);
    assertThat(budget.debt()).isZero();

    budget.spend(1);
    assertThat(budget.debt()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void paysADebtWithTime() {
    budget.spend(30);
    assertThat(budget.debt()).isEqualTo(Duration.ofSeconds(2));

    nanos += SECOND;
    assertThat(budget.debt()).isEqualTo(Duration.ofSeconds(1));
    nanos += SECOND;
    assertThat(budget.debt()).isZero();
  }

  @Test
  void savesForSomeSecondsOnly() {
    nanos += 1_000 * SECOND;
    assertThat(budget.debt()).isZero();

    budget.spend(50);
    assertThat(budget.debt()).isZero();
    budget.spend(1);
    assertThat(budget.debt()).isPositive();
  }
}
