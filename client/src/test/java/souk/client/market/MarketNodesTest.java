package souk.client.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import souk.client.api.JobTurn;
import souk.client.api.Json;
import souk.client.blob.BlobContent;
import souk.protocol.codec.Digests;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

class MarketNodesTest {
  private static final byte[] BLOB = {1, 2, 3};
  private static final Hash DIGEST = Digests.sha256(BLOB);

  @ParameterizedTest
  @EnumSource(FakeNode.Misbehaviour.class)
  void asksTheNextNodeWhenOneMisbehaves(FakeNode.Misbehaviour what) throws IOException {
    try (var bad = FakeNode.doing(what);
        var good = FakeNode.answering(BLOB)) {
      var nodes = new MarketNodes(List.of(bad.client(), good.client()));

      assertThat(nodes.getBlob(DIGEST, 100)).isEqualTo(BLOB);
    }
  }

  @Test
  void asksAgainWhatWasRefusedOnceANodeHasTheBlock() throws IOException {
    try (var node = FakeNode.following(8)) {
      var asked = new AtomicInteger();

      new MarketNodes(List.of(node.client())).askKnowing(() -> 10, () -> refuseAtFirst(asked));

      assertThat(asked).hasValue(2);
      assertThat(node.requestCount()).isEqualTo(3);
    }
  }

  @Test
  void doesNotAskAgainWhenNoNodeAnswers() throws IOException {
    try (var bad = FakeNode.doing(FakeNode.Misbehaviour.HTML)) {
      var asked = new AtomicInteger();
      var nodes = new MarketNodes(List.of(bad.client()));

      assertThatExceptionOfType(MarketException.class)
          .isThrownBy(() -> nodes.askKnowing(() -> 10, () -> refuseAtFirst(asked)))
          .withMessage("refused");
      assertThat(asked).hasValue(1);
    }
  }

  private static void refuseAtFirst(AtomicInteger asked) {
    if (asked.getAndIncrement() == 0) {
      throw new MarketException("refused", false);
    }
  }

  @Test
  void keepsToTheNodeThatAnswered() throws IOException {
    try (var bad = FakeNode.doing(FakeNode.Misbehaviour.HTML);
        var good = FakeNode.answering(BLOB)) {
      var nodes = new MarketNodes(List.of(bad.client(), good.client()));

      nodes.getBlob(DIGEST, 100);
      nodes.getBlob(DIGEST, 100);

      assertThat(bad.requestCount()).isEqualTo(1);
    }
  }

  @Test
  void aNodeThatKeepsABlobWaitingCostsSecondsAndNoDeadline() throws IOException {
    try (var staller = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var good = FakeNode.answering(BLOB)) {
      var address = URI.create("http://localhost:" + staller.getLocalPort());
      var patient = new MarketClient(address, Duration.ofMinutes(5));
      var nodes = new MarketNodes(List.of(patient, good.client()));
      var began = System.nanoTime();

      assertThat(nodes.getBlob(DIGEST, 100)).isEqualTo(BLOB);
      assertThat(nodes.getBlob(DIGEST, 100)).isEqualTo(BLOB);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(1));
    }
  }

  @Test
  void asksTheNextNodeWhenOneDoesNotKnowTheJob() throws IOException {
    try (var ignorant = FakeNode.refusing(404, "");
        var other = FakeNode.refusing(404, "")) {
      var nodes = new MarketNodes(List.of(ignorant.client(), other.client()));

      assertThat(nodes.job(DIGEST)).isEmpty();
      assertThat(other.requestCount()).isEqualTo(1);
    }
  }

  @Test
  void believesNoTurnThatDoesNotOpenTheResult() throws IOException {
    var turn = new JobTurn(DIGEST, Hash.ZERO, List.of(Effect.Sleep.until(7)));
    var forged = new JobTurn(DIGEST, Hash.ZERO, List.of(Effect.Sleep.until(8)));
    var root = turn.turn().effectsRoot();
    var fuel = new Fuel(3);
    var trace = List.of(Evidence.turnHash(Hash.ZERO, fuel, DIGEST, root));
    var result = new Result(DIGEST, DIGEST, new ExitStatus.Exited(0), fuel, root, trace);
    try (var liar = FakeNode.answering(Json.write(forged));
        var good = FakeNode.answering(Json.write(turn))) {
      var nodes = new MarketNodes(List.of(liar.client(), good.client()));

      assertThat(nodes.turn(DIGEST, result)).contains(turn.turn());
      assertThat(new MarketNodes(List.of(liar.client())).turn(DIGEST, result)).isEmpty();
    }
  }

  @Test
  void putsABlobToEveryNode() throws IOException {
    try (var first = FakeNode.answering(new byte[0]);
        var second = FakeNode.answering(new byte[0])) {
      var nodes = new MarketNodes(List.of(first.client(), second.client()));

      assertThat(nodes.putBlob(BlobContent.of(BLOB), FakeNode.UNSIGNED)).isEqualTo(DIGEST);
      assertThat(first.requestCount()).isEqualTo(1);
      assertThat(second.requestCount()).isEqualTo(1);
    }
  }

  @Test
  void aNodeThatStallsIsNotWaitedForOnceAnotherTookTheBlob() throws IOException {
    try (var staller = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var good = FakeNode.answering(new byte[0])) {
      var address = URI.create("http://localhost:" + staller.getLocalPort());
      var patient = new MarketClient(address, Duration.ofMinutes(5));
      var nodes = new MarketNodes(List.of(patient, good.client()));
      var began = System.nanoTime();

      nodes.putBlob(BlobContent.of(BLOB), FakeNode.UNSIGNED);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(1));
    }
  }

  @Test
  void isContentWhenOneNodeTookTheBlob() throws IOException {
    try (var bad = FakeNode.doing(FakeNode.Misbehaviour.STALLS);
        var good = FakeNode.answering(new byte[0])) {
      var nodes = new MarketNodes(List.of(bad.client(), good.client()));

      assertThat(nodes.putBlob(BlobContent.of(BLOB), FakeNode.UNSIGNED)).isEqualTo(DIGEST);
    }
  }

  @Test
  void failsWhenNoNodeTookTheBlob() throws IOException {
    try (var bad = FakeNode.doing(FakeNode.Misbehaviour.SERVER_ERROR);
        var worse = FakeNode.refusing(413, "")) {
      var nodes = new MarketNodes(List.of(bad.client(), worse.client()));

      assertThatExceptionOfType(MarketException.class)
          .isThrownBy(() -> nodes.putBlob(BlobContent.of(BLOB), FakeNode.UNSIGNED))
          .withMessageContaining("no market node could take the blob")
          .satisfies(e -> assertThat(e.isRetryable()).isTrue());
    }
  }

  @Test
  void needsANode() {
    assertThatIllegalArgumentException().isThrownBy(() -> new MarketNodes(List.of()));
  }
}
