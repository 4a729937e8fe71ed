package souk.client.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.Revert;
import souk.settlement.tx.TxOutcome;

class PursuitsTest {
  private static final Call CALL = new Call.Settle(List.of(Hash.ZERO));

  private final List<String> submitted = new ArrayList<>();
  private final Map<String, TxOutcome> outcomes = new HashMap<>();
  private final Pursuits pursuits =
      new Pursuits(
          (key, _) -> {
            submitted.add(key);
            return outcomes.getOrDefault(key, new TxOutcome.Pending());
          });

  @Test
  void submitsTheSameKeyWhileTheCallIsOnItsWay() {
    assertThat(pursuits.pursue("settle/a", CALL, 1)).isEmpty();
    assertThat(pursuits.pursue("settle/a", CALL, 2)).isEmpty();

    assertThat(submitted).containsExactly("settle/a#0", "settle/a#0");
  }

  @Test
  void makesTheCallAnewAfterARevertButNotAtOnce() {
    outcomes.put("settle/a#0", new TxOutcome.Reverted(new Revert("TooEarly", "")));

    assertThat(pursuits.pursue("settle/a", CALL, 10)).contains("TooEarly");
    assertThat(pursuits.pursue("settle/a", CALL, 11)).isEmpty();
    assertThat(pursuits.pursue("settle/a", CALL, 12)).isEmpty();

    assertThat(submitted).containsExactly("settle/a#0", "settle/a#1");
  }

  @Test
  void waitsLongerAfterEachFailureInARow() {
    for (var n = 0; n < 3; n++) {
      outcomes.put("a#" + n, new TxOutcome.Rejected("no fees"));
    }

    for (var block = 0; block < 16; block++) {
      pursuits.pursue("a", CALL, block);
    }

    assertThat(submitted).startsWith("a#0", "a#1", "a#2", "a#3").contains("a#3");
    assertThat(submitted.stream().filter("a#3"::equals).count()).isEqualTo(16 - 14);
  }

  @Test
  void waitsForTheEffectOfWhatWasIncludedAfterTheBlockLookedAt() {
    outcomes.put("a#0", new TxOutcome.Included(Hash.ZERO, 7, Map.of()));

    assertThat(pursuits.pursue("a", CALL, 6)).isEmpty();
  }

  @Test
  void saysWhyAnIncludedElementWasSkipped() {
    var skipped = Map.of(0, new Revert("WrongState", ""));
    outcomes.put("a#0", new TxOutcome.Included(Hash.ZERO, 7, skipped));

    assertThat(pursuits.pursue("a", CALL, 7)).contains("WrongState");
  }
}
