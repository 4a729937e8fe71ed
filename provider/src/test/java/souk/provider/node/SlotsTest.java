package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.provider.node.Fixtures.hash;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import souk.protocol.value.Amount;
import souk.provider.journal.AttemptId;

class SlotsTest {
  private static final AttemptId A = new AttemptId(hash(1), 0);
  private static final AttemptId B = new AttemptId(hash(2), 0);

  private final Slots slots = new Slots(1);

  @Test
  void givesOutNoMoreThanThereAre() {
    assertThat(slots.take(A)).isTrue();
    assertThat(slots.take(B)).isFalse();

    slots.release(A);

    assertThat(slots.take(B)).isTrue();
  }

  @Test
  void givesAnAttemptOneSlotOnly() {
    var two = new Slots(2);

    assertThat(two.take(A)).isTrue();
    assertThat(two.take(A)).isFalse();
  }

  @Test
  void countsWhatPromisesWillLockUntilTheyLand() {
    slots.take(A);
    slots.promise(A, Amount.of(5));
    assertThat(slots.promised()).isEqualTo(Amount.of(5));

    slots.landed(A);

    assertThat(slots.promised()).isEqualTo(Amount.ZERO);
    assertThat(slots.holds(A)).isTrue();
  }

  @Test
  void holdsWhatWasPromisedBeforeARestartEvenBeyondTheCount() {
    slots.promise(A, Amount.of(5));
    slots.promise(B, Amount.of(6));

    slots.release(A);

    assertThat(slots.take(A)).isFalse();
  }

  @Test
  @Timeout(10)
  void wakesWhoWaitsForASlot() throws InterruptedException {
    slots.take(A);
    var waiter = Thread.ofVirtual().start(() -> awaitFree(slots));

    slots.release(A);

    waiter.join();
    assertThat(slots.take(B)).isTrue();
  }

  private static void awaitFree(Slots slots) {
    try {
      slots.awaitFree(Duration.ofMinutes(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
