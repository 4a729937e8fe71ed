package souk.verifier.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.verifier.node.Fixtures.CONSUMER;
import static souk.verifier.node.Fixtures.MARKET_NODE;
import static souk.verifier.node.Fixtures.NOW;
import static souk.verifier.node.Fixtures.PROVIDER;
import static souk.verifier.node.Fixtures.SELF;
import static souk.verifier.node.Fixtures.hash;
import static souk.verifier.node.Fixtures.head;
import static souk.verifier.watch.Watched.REVEALED;
import static souk.verifier.watch.Watched.indexed;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

class TasteTest {
  private static final Fuel ENOUGH = new Fuel(5_000_000_000L);
  private static final Duration RESERVE = Duration.ofSeconds(10);

  @Test
  void likesAResultThatNobodySampledWhileThereIsTime() {
    assertThat(whole().likes(indexed(REVEALED), head(1))).isTrue();
  }

  @Test
  void leavesAloneWhatOthersLookAt() {
    assertThat(whole().likes(indexed(Watched.sampled()), head(1))).isFalse();
    assertThat(whole().likes(indexed(Watched.challenged()), head(1))).isFalse();
    assertThat(whole().likes(indexed(new JobState.Clear(NOW.plusSeconds(60))), head(1))).isFalse();
  }

  @Test
  void neverJudgesJobsItIsAPartyTo() {
    for (var party : List.of(PROVIDER, CONSUMER, MARKET_NODE)) {
      assertThat(taste(party, hash(1), Taste.WHOLE, ENOUGH).likes(indexed(REVEALED), head(1)))
          .isFalse();
    }
  }

  @Test
  void leavesTheRunAndTheChallengeTheirTime() {
    // The window ends after 60 s; the run takes 20 s and 10 s are kept.
    assertThat(whole().likes(indexed(REVEALED), head(30))).isTrue();
    assertThat(whole().likes(indexed(REVEALED), head(31))).isFalse();
  }

  @Test
  void runsNothingThatMayTakeTooMuch() {
    var small = taste(SELF, hash(1), Taste.WHOLE, new Fuel(ENOUGH.units() - 1));

    assertThat(small.likes(indexed(REVEALED), head(1))).isFalse();
  }

  @Test
  void looksAtItsShareAndNobodyWithoutTheSeedKnowsWhich() {
    var one = chosen(hash(1));
    var other = chosen(hash(2));

    assertThat(one).hasSizeBetween(60, 140).isEqualTo(chosen(hash(1)));
    assertThat(other).hasSizeBetween(60, 140).isNotEqualTo(one);
    assertThat(taste(SELF, hash(1), 0, ENOUGH).likes(indexed(REVEALED), head(1))).isFalse();
  }

  @Test
  void aShareIsNoMoreThanAll() {
    assertThatThrownBy(() -> taste(SELF, hash(1), Taste.WHOLE + 1, ENOUGH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Integer> chosen(Hash seed) {
    var tenth = taste(SELF, seed, Taste.WHOLE / 10, ENOUGH);
    return IntStream.range(0, 1_000)
        .filter(i -> tenth.likes(Watched.job(i), head(1)))
        .boxed()
        .toList();
  }

  private static Taste whole() {
    return taste(SELF, hash(1), Taste.WHOLE, ENOUGH);
  }

  private static Taste taste(Address self, Hash seed, int share, Fuel mostFuel) {
    return new Taste(self, seed, share, mostFuel, RESERVE);
  }
}
