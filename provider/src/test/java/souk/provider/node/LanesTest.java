package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import souk.protocol.job.SlotNonce;
import souk.settlement.chain.LaneSnapshot;

class LanesTest {
  private static final Set<Integer> BUSY = Set.of(0, 2);

  private final List<Integer> asked = new ArrayList<>();

  @Test
  void takesTheLowestLaneThatCarriesNoJob() {
    assertThat(Lanes.free(Set.of(), this::lane)).contains(new SlotNonce(1, 7));
  }

  @Test
  void leavesLanesToThePromisesThatNameThem() {
    assertThat(Lanes.free(Set.of(1), this::lane)).contains(new SlotNonce(3, 7));
  }

  @Test
  void asksTheChainForNoLaneItKnowsToBeHeld() {
    var unused = Lanes.free(Set.of(0, 1, 2), this::lane);

    assertThat(asked).containsExactly(3);
  }

  @Test
  void givesUpOnAChainThatCallsEveryLaneBusy() {
    assertThat(Lanes.free(Set.of(), number -> new LaneSnapshot(true, new SlotNonce(number, 0))))
        .isEmpty();
  }

  private LaneSnapshot lane(int number) {
    asked.add(number);
    return new LaneSnapshot(BUSY.contains(number), new SlotNonce(number, 7));
  }
}
