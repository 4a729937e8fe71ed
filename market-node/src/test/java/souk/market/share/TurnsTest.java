package souk.market.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import souk.market.match.Rank;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

class TurnsTest {
  private static final int STEP = 4;
  private static final Address SELF = address(7);
  private static final Address PEER = address(8);

  private final Turns turns = new Turns(SELF, () -> List.of(PEER), STEP);

  @Test
  void actsAtOnceWhereItIsFirst() {
    assertThat(turns.isOurs("reason", jobWithRank(0), 100)).isTrue();
  }

  @Test
  void letsTheOtherGoFirstForAWhile() {
    var job = jobWithRank(1);

    assertThat(IntStream.range(100, 100 + STEP)).noneMatch(block -> isOursAt(job, block));
    assertThat(isOursAt(job, 100 + STEP)).isTrue();
  }

  @Test
  void startsAnewWhenTheReasonHasGone() {
    var job = jobWithRank(1);
    isOursAt(job, 100);
    turns.endRound();

    assertThat(isOursAt(job, 100 + STEP)).isFalse();
  }

  @Test
  void actsAtOnceWhereTheOtherIsDead() {
    var alone = new Turns(SELF, List::of, STEP);

    assertThat(alone.isOurs("reason", jobWithRank(1), 100)).isTrue();
  }

  private boolean isOursAt(Hash job, int block) {
    var ours = turns.isOurs("reason", job, block);
    turns.endRound();
    return ours;
  }

  private static Hash jobWithRank(int rank) {
    return IntStream.range(0, 256)
        .mapToObj(TurnsTest::hash)
        .filter(job -> Rank.of(job, SELF, List.of(PEER)) == rank)
        .findFirst()
        .orElseThrow();
  }

  private static Address address(int number) {
    return Address.of(Arrays.copyOf(hash(number).bytes(), Address.SIZE));
  }

  private static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    Arrays.fill(bytes, (byte) number);
    return Hash.of(bytes);
  }
}
