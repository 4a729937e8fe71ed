package souk.market.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.agent.Life.hash;
import static souk.market.agent.Life.head;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import souk.settlement.chain.Revert;
import souk.settlement.tx.TxOutcome;

class TriesTest {
  private static final Duty DUTY = new Duty(Duty.Kind.WAKE, Life.ID, hash(1), 5);
  private static final Duty RICHER = new Duty(Duty.Kind.WAKE, Life.ID, hash(1), 6);

  private TxOutcome outcome = new TxOutcome.Pending();
  private final Tries tries = new Tries(_ -> outcome);

  @Test
  void waitsTwiceAsLongAfterEachFailure() {
    var allowed = LongStream.range(0, 100).filter(this::failsAt).boxed().toList();

    assertThat(allowed).containsExactly(0L, 2L, 6L, 14L, 30L, 62L);
  }

  private boolean failsAt(long block) {
    var may = tries.mayTry(DUTY, head(block));
    if (may) {
      tries.failed(DUTY, block);
    }
    return may;
  }

  @Test
  void neverWaitsForEver() {
    for (var block = 0L; block < 100_000; block++) {
      failsAt(block);
    }

    assertThat(LongStream.range(100_000, 100_257).anyMatch(this::failsAt)).isTrue();
  }

  @Test
  void triesAtOnceUnderOtherCircumstances() {
    tries.failed(DUTY, 10);
    assertThat(tries.mayTry(DUTY, head(11))).isFalse();

    assertThat(tries.mayTry(RICHER, head(11))).isTrue();
  }

  @Test
  void doesNotTryAgainWhatIsOnItsWay() {
    tries.sent(DUTY, "key");

    assertThat(tries.mayTry(DUTY, head(500))).isFalse();
    assertThat(tries.mayTry(RICHER, head(500))).isFalse();
  }

  @Test
  void waitsUntilTheIndexHasSeenTheEffect() {
    tries.sent(DUTY, "key");
    outcome = new TxOutcome.Included(hash(9), 30, Map.of());

    assertThat(tries.mayTry(DUTY, head(30))).isFalse();
  }

  @Test
  void goesOnAtOnceWithWhatWasDoneInPart() {
    tries.sent(DUTY, "key");
    outcome = new TxOutcome.Included(hash(9), 30, Map.of());

    assertThat(tries.mayTry(DUTY, head(31))).isTrue();
  }

  @Test
  void waitsAfterACallThatChangedNothing() {
    tries.sent(DUTY, "key");
    outcome = new TxOutcome.Reverted(new Revert("WrongState", ""));

    assertThat(tries.mayTry(DUTY, head(31))).isFalse();
    assertThat(tries.mayTry(DUTY, head(32))).isFalse();
    assertThat(tries.mayTry(DUTY, head(33))).isTrue();
  }

  @Test
  void leavesAloneWhatIsOfNoUse() {
    tries.leave(DUTY);

    assertThat(tries.mayTry(DUTY, head(1_000_000))).isFalse();
    assertThat(tries.mayTry(RICHER, head(2))).isTrue();
  }

  @Test
  void forgetsWhatDoesNotStandAnyMore() {
    tries.failed(DUTY, 10);
    tries.retain(List.of());

    assertThat(tries.mayTry(DUTY, head(11))).isTrue();
  }
}
