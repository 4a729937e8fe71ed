package souk.market.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.node.Samples.NOW;
import static souk.market.node.Samples.address;
import static souk.market.node.Samples.hash;
import static souk.market.node.Samples.proposal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import souk.client.api.AcceptanceRequest;
import souk.client.api.AcceptanceRequests;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

@Timeout(20)
class NegotiationsTest {
  private static final Address PROVIDER = address(40);
  private static final Address OTHER = address(41);
  private static final Hash JOB = hash(50);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Negotiations negotiations = new Negotiations(1000);

  @Test
  void tellsTheProviderWhatItIsAsked() throws InterruptedException {
    negotiations.ask(proposal(JOB, PROVIDER));

    var requests = negotiations.await(PROVIDER, 0, LONG);

    assertThat(requests.requests()).extracting(AcceptanceRequest::jobId).containsExactly(JOB);
    assertThat(requests.cursor()).isGreaterThan(1000);
  }

  @Test
  void tellsNobodyElse() throws InterruptedException {
    negotiations.ask(proposal(JOB, PROVIDER));

    assertThat(negotiations.await(OTHER, 0, Duration.ZERO).requests()).isEmpty();
  }

  @Test
  void wakesAProviderThatWaits() throws Exception {
    negotiations.ask(proposal(hash(51), PROVIDER));
    var cursor = negotiations.await(PROVIDER, 0, LONG).cursor();
    var waiting = new FutureTask<>(() -> negotiations.await(PROVIDER, cursor, LONG));
    Thread.ofVirtual().start(waiting);

    negotiations.ask(proposal(JOB, PROVIDER));

    assertThat(waiting.get(10, TimeUnit.SECONDS).requests()).hasSize(2);
  }

  @Test
  void repeatsOpenQuestionsWhenTheWaitIsOver() throws InterruptedException {
    negotiations.ask(proposal(JOB, PROVIDER));
    var first = negotiations.await(PROVIDER, 0, LONG);

    assertThat(negotiations.await(PROVIDER, first.cursor(), Duration.ofMillis(1))).isEqualTo(first);
  }

  @Test
  void aCursorOfAnotherNodeDoesNotMakeAProviderDeaf() throws InterruptedException {
    negotiations.ask(proposal(JOB, PROVIDER));

    assertThat(negotiations.await(PROVIDER, Long.MAX_VALUE, LONG).requests()).hasSize(1);
  }

  @Test
  void asksForAJobOnce() {
    assertThat(negotiations.ask(proposal(JOB, PROVIDER))).isTrue();
    assertThat(negotiations.ask(proposal(JOB, OTHER))).isFalse();
  }

  @Test
  void anAnswerCountsOnce() {
    negotiations.ask(proposal(JOB, PROVIDER));
    var question = negotiations.about(JOB).orElseThrow();

    assertThat(negotiations.answered(question)).isTrue();
    assertThat(negotiations.answered(question)).isFalse();
    assertThat(negotiations.about(JOB)).isEmpty();
  }

  @Test
  void takesBackQuestionsWhoseTimeIsOver() {
    negotiations.ask(proposal(JOB, PROVIDER));

    assertThat(negotiations.expire(NOW.plusSeconds(5))).isEmpty();
    assertThat(negotiations.expire(NOW.plusSeconds(6))).hasSize(1);

    assertThat(negotiations.about(JOB)).isEmpty();
    assertThat(negotiations.expire(NOW.plusSeconds(7))).isEmpty();
  }

  @Test
  void forgetsJobsThatAreNoLongerOpen() throws InterruptedException {
    negotiations.ask(proposal(JOB, PROVIDER));

    negotiations.forget(JOB);

    assertThat(negotiations.await(PROVIDER, 0, Duration.ZERO).requests()).isEmpty();
    assertThat(negotiations.ask(proposal(JOB, OTHER))).isTrue();
  }

  @Test
  void letsEverybodyGoAtTheEnd() throws Exception {
    var waiting = new FutureTask<>(() -> negotiations.await(PROVIDER, 0, LONG));
    Thread.ofVirtual().start(waiting);

    negotiations.close();

    assertThat(waiting.get(10, TimeUnit.SECONDS))
        .extracting(AcceptanceRequests::requests)
        .isEqualTo(List.of());
  }
}
