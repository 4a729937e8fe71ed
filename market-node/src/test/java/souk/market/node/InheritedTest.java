package souk.market.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Hash;
import souk.settlement.chain.Revert;
import souk.settlement.tx.TxOutcome;

class InheritedTest {
  private static final long TERM = 1;

  private final Map<String, TxOutcome> outbox = new HashMap<>();
  private final Inherited inherited =
      new Inherited(this::undecided, key -> Optional.ofNullable(outbox.get(key)), "match/", 2);

  @Test
  void isDoneAtOnceWhereNothingWasLeft() {
    outbox.put("match/old", included(5));
    outbox.put("settle/1", new TxOutcome.Pending());

    assertThat(inherited.isDone(TERM, 9)).isTrue();
  }

  @Test
  void waitsUntilTheIndexHasSeenTheBlockOfAMatchLeftBehind() {
    outbox.put("match/1", new TxOutcome.Pending());
    assertThat(inherited.isDone(TERM, 10)).isFalse();

    outbox.put("match/1", included(12));

    assertThat(inherited.isDone(TERM, 11)).isFalse();
    assertThat(inherited.isDone(TERM, 12)).isTrue();
  }

  @Test
  void waitsForTheBlocksInWhichAnotherWasFaster() {
    outbox.put("match/1", new TxOutcome.Pending());
    assertThat(inherited.isDone(TERM, 10)).isFalse();

    outbox.put("match/1", new TxOutcome.Reverted(new Revert("WrongState", "")));

    assertThat(inherited.isDone(TERM, 11)).isFalse();
    assertThat(inherited.isDone(TERM, 13)).isTrue();
  }

  @Test
  void doesNotWaitForWhatIsHandedInSince() {
    assertThat(inherited.isDone(TERM, 10)).isTrue();

    outbox.put("match/mine", new TxOutcome.Pending());

    assertThat(inherited.isDone(TERM, 11)).isTrue();
  }

  @Test
  void looksAgainWhenItLeadsAnew() {
    assertThat(inherited.isDone(TERM, 10)).isTrue();

    outbox.put("match/by-another", new TxOutcome.Pending());

    assertThat(inherited.isDone(TERM + 1, 11)).isFalse();
  }

  private Set<String> undecided() {
    return outbox.entrySet().stream()
        .filter(it -> !it.getValue().isDecided())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static TxOutcome included(long block) {
    return new TxOutcome.Included(Hash.ZERO, block, Map.of());
  }
}
