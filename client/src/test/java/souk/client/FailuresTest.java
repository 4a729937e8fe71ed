package souk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import souk.client.market.MarketException;
import souk.settlement.chain.ChainException;

class FailuresTest {
  @Test
  void keepsTheWordsAndWhetherTryingAgainHelps() {
    assertTold(ChainException.retryable("lost", null), SoukException.Kind.UNAVAILABLE);
    assertTold(ChainException.permanent("lost", null), SoukException.Kind.REFUSED);
    assertTold(new MarketException("lost", true), SoukException.Kind.UNAVAILABLE);
    assertTold(new MarketException("lost", false), SoukException.Kind.REFUSED);
  }

  @Test
  void whatFailsSinceItsThreadIsInterruptedEndsAsThat() {
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(
            () ->
                Failures.told(
                    () -> {
                      Thread.currentThread().interrupt();
                      throw new MarketException("interrupted", true);
                    }));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void mistakesStayWhatTheyAre() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                Failures.told(
                    () -> {
                      throw new IllegalStateException("a mistake");
                    }));
  }

  private static void assertTold(RuntimeException cause, SoukException.Kind kind) {
    assertThatExceptionOfType(SoukException.class)
        .isThrownBy(
            () ->
                Failures.told(
                    () -> {
                      throw cause;
                    }))
        .withMessage("lost")
        .withCause(cause)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
