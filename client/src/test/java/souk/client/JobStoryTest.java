package souk.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.index.IndexedJob;
import souk.settlement.keys.AccountKey;

class JobStoryTest {
  private static final Hash ID = Digests.sha256(new byte[] {1});
  private static final AccountKey CONSUMER = AccountKey.random(new SecureRandom());
  private static final Bytes RIGHT = Bytes.utf8("42");
  private static final Bytes WRONG = Bytes.utf8("43");
  private static final JobState RUNNING = new JobState.Running(IndexedJobs.NOW);
  private static final JobState CLEAR = new JobState.Clear(IndexedJobs.NOW);
  private static final JobState REVEALED = new JobState.Revealed(IndexedJobs.NOW);
  private static final JobState SETTLED = new JobState.Settled();

  private Optional<Bytes> there = Optional.empty();
  private int asked;
  private final JobStory story =
      new JobStory(
          _ -> {
            asked++;
            return there;
          });

  @Test
  void tellsEachStateOnce() {
    assertThat(told(job(RUNNING, 0, Optional.empty()))).containsExactly("Running/0");
    assertThat(told(job(RUNNING, 0, Optional.empty()))).isEmpty();
    assertThat(told(job(RUNNING, 1, Optional.empty()))).containsExactly("Running/1");
    assertThat(asked).isZero();
  }

  @Test
  void tellsTheOutputWhenItIsSentAndWhenItIsRevealed() {
    there = Optional.of(RIGHT);

    assertThat(told(job(CLEAR, 0, Optional.empty()))).containsExactly("Clear/0", "promised 42");
    assertThat(told(job(REVEALED, 0, result(RIGHT)))).containsExactly("Revealed/0", "delivered 42");
    assertThat(told(job(SETTLED, 0, result(RIGHT)))).containsExactly("Settled/0", "ended");
    assertThat(asked).as("the output travels once").isEqualTo(1);
    assertThat(story.isOver()).isTrue();
  }

  @Test
  void aPromiseThatTheRevealDoesNotKeepIsNotDelivered() {
    there = Optional.of(WRONG);
    told(job(CLEAR, 0, Optional.empty()));

    there = Optional.of(RIGHT);

    assertThat(told(job(REVEALED, 0, result(RIGHT)))).containsExactly("Revealed/0", "delivered 42");
  }

  @Test
  void theNextAttemptHasAnOutputOfItsOwn() {
    there = Optional.of(WRONG);
    told(job(REVEALED, 0, result(WRONG)));
    told(job(RUNNING, 1, result(WRONG)));

    there = Optional.of(RIGHT);

    assertThat(told(job(CLEAR, 1, result(WRONG)))).containsExactly("Clear/1", "promised 42");
    assertThat(told(job(REVEALED, 1, result(RIGHT)))).containsExactly("Revealed/1", "delivered 42");
  }

  @Test
  void aSettledJobHasNotEndedForItsConsumerBeforeItsOutputIsThere() {
    assertThat(told(job(SETTLED, 0, result(RIGHT)))).containsExactly("Settled/0");
    assertThat(story.isOver()).isFalse();

    there = Optional.of(RIGHT);

    assertThat(told(job(SETTLED, 0, result(RIGHT)))).containsExactly("delivered 42", "ended");
  }

  @Test
  void aJobThatNobodyRanEndsWithItsEscrow() {
    var refunded = job(new JobState.Refunded(), 1, result(WRONG));

    assertThat(story.next(refunded)).contains(new Progress.Reached(Job.of(refunded)));
    assertThat(story.next(refunded))
        .contains(new Progress.Ended(new JobOutcome.Refunded(ID, Amount.of(1))));
    assertThat(Job.of(refunded).result()).isEmpty();
  }

  private List<String> told(IndexedJob job) {
    var told = new ArrayList<String>();
    while (!story.isOver()) {
      var next = story.next(job);
      if (next.isEmpty()) {
        break;
      }
      told.add(text(next.get()));
    }
    return told;
  }

  private static String text(Progress progress) {
    return switch (progress) {
      case Progress.HandedIn _ -> "handed in";
      case Progress.Reached(var job) -> job.state().label() + "/" + job.attempt();
      case Progress.Promised(_, var output) -> "promised " + output.text();
      case Progress.Delivered(_, var output) -> "delivered " + output.text();
      case Progress.Ended _ -> "ended";
    };
  }

  private static Optional<Result> result(Bytes output) {
    return Optional.of(
        new Result(
            output.sha256(), Hash.ZERO, new ExitStatus.Exited(0), Fuel.ZERO, Hash.ZERO, List.of()));
  }

  private static IndexedJob job(JobState state, int attempt, Optional<Result> result) {
    return IndexedJobs.of(ID, CONSUMER, Address.ZERO, state, attempt, result);
  }
}
