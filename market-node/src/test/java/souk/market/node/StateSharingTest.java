package souk.market.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.node.Samples.hash;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import souk.client.market.TurnSink;
import souk.market.telemetry.EventLog;
import souk.protocol.value.Hash;

class StateSharingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Hash JOB = hash(50);

  private final FakeStates states = new FakeStates();
  private final FakePeer peer = new FakePeer();
  private final List<TurnSink> alive = new ArrayList<>(List.of(peer));
  private final StateSharing sharing =
      new StateSharing(states, () -> alive, new SecureRandom(), new EventLog());

  @AfterEach
  void close() {
    sharing.close();
  }

  @Test
  void isNotSharedBeforeThePeerHasIt() {
    var signed = states.keep(JOB, 3);

    assertThat(sharing.isShared(signed)).isFalse();
    await(() -> sharing.isShared(signed));

    assertThat(peer.taken).containsEntry(signed, "the state behind turn 3").hasSize(1);
    assertThat(peer.asked).hasValue(1);
  }

  @Test
  void asksAPeerAgainThatIsBusy() {
    var signed = states.keep(JOB, 3);
    peer.isBusy = true;
    await(() -> !sharing.isShared(signed) && peer.asked.get() > 1);

    peer.isBusy = false;
    await(() -> sharing.isShared(signed));

    assertThat(peer.taken).containsKey(signed);
  }

  @Test
  void doesNotWaitForAPeerThatWillNotHaveItOrIsGone() {
    var signed = states.keep(JOB, 3);
    peer.refuses = true;
    await(() -> sharing.isShared(signed));
    alive.clear();

    assertThat(sharing.isShared(states.keep(JOB, 4))).isTrue();
    assertThat(peer.asked).hasValue(1);
  }

  private static void await(BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
