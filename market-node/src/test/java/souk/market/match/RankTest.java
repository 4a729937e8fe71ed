package souk.market.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Address;

class RankTest {
  private static final List<Address> NODES =
      IntStream.range(0, 5).mapToObj(Orders::provider).toList();

  @Test
  void givesEveryNodeAnotherPlace() {
    var ranks = NODES.stream().map(node -> Rank.of(Orders.hash(1), node, NODES)).toList();

    assertThat(ranks).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  void everyNodeIsFirstForSomeJobs() {
    for (var node : NODES) {
      assertThat(IntStream.range(0, 200).mapToObj(Orders::hash))
          .anyMatch(job -> Rank.of(job, node, NODES) == 0);
    }
  }

  @Test
  void aNodeAloneIsFirst() {
    assertThat(Rank.of(Orders.hash(1), NODES.getFirst(), List.of())).isZero();
  }

  @Test
  void knowingItselfMakesNoDifference() {
    var others = NODES.subList(1, 5);

    assertThat(Rank.of(Orders.hash(1), NODES.getFirst(), NODES))
        .isEqualTo(Rank.of(Orders.hash(1), NODES.getFirst(), others));
  }
}
