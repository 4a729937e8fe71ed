package souk.client.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import okio.ByteString;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.client.api.AcceptanceRequests;
import souk.client.api.JobList;
import souk.client.api.Json;
import souk.client.api.NodeInfo;
import souk.client.api.Problem;
import souk.client.api.TokenInfo;
import souk.client.blob.BlobContent;
import souk.client.blob.BlobSpool;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

class MarketClientTest {
  private static final byte[] BLOB = {1, 2, 3};
  private static final Hash DIGEST = Digests.sha256(BLOB);
  private static final NodeInfo INFO =
      new NodeInfo(
          Address.ZERO,
          31_337,
          Address.ZERO,
          5,
          Instant.ofEpochSecond(1_800_000_000),
          new TokenInfo("USDX", 6),
          "1.2.3");

  private static final Optional<String> NOWHERE = Optional.empty();

  @Test
  void readsWhichNodeItIs() throws IOException {
    try (var node = FakeNode.answering(Json.write(INFO))) {
      assertThat(node.client().info()).isEqualTo(INFO);
    }
  }

  @Test
  void takesABlobThatHasItsDigest() throws IOException {
    try (var node = FakeNode.answering(BLOB)) {
      assertThat(node.client().getBlob(DIGEST, BLOB.length)).isEqualTo(BLOB);
    }
  }

  @Test
  void refusesOtherBytesThanTheBlob() throws IOException {
    try (var node = FakeNode.answering(new byte[] {1, 2, 4})) {
      assertFails(() -> node.client().getBlob(DIGEST, 100))
          .withMessageContaining("other bytes than blob " + Cid.text(DIGEST));
    }
  }

  @Test
  void refusesABlobLargerThanAsked() throws IOException {
    try (var node = FakeNode.answering(BLOB)) {
      assertFails(() -> node.client().getBlob(DIGEST, BLOB.length - 1))
          .withMessageContaining("more than 2 bytes");
    }
  }

  @Test
  void putsABlobUnderItsCidSigned() throws Exception {
    try (var node = FakeNode.answering(new byte[0])) {
      node.client().putBlob(BlobContent.of(BLOB), FakeNode.UNSIGNED);

      var request = node.lastRequest();
      assertThat(request.getMethod() + " " + request.getTarget())
          .isEqualTo("PUT /v1/blobs/" + Cid.text(DIGEST));
      assertThat(request.getHeaders().get("Authorization"))
          .isEqualTo(FakeNode.UNSIGNED.sign(DIGEST, BLOB.length).header());
      assertThat(request.getBody()).isEqualTo(ByteString.of(BLOB));
    }
  }

  @Test
  void downloadsABlobToTheDisk(@TempDir Path directory) throws IOException {
    var spool = new BlobSpool(directory);

    try (var node = FakeNode.answering(BLOB);
        var blob = node.client().download(DIGEST, BLOB.length, spool)) {
      assertThat(blob.file()).hasBinaryContent(BLOB);
      assertThat(blob.sizeBytes()).isEqualTo(BLOB.length);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void leavesNothingOfADownloadThatIsNotTheBlob(@TempDir Path directory) throws IOException {
    var spool = new BlobSpool(directory);

    try (var node = FakeNode.answering(new byte[] {1, 2, 4})) {
      assertFails(() -> node.client().download(DIGEST, 100, spool))
          .withMessageContaining("other bytes than blob " + Cid.text(DIGEST));
      assertFails(() -> node.client().download(DIGEST, 2, spool))
          .withMessageContaining("more than 2 bytes");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aBlobThatIsNotThereIsNoErrorOfANodeAskedForItsOwn(@TempDir Path directory)
      throws IOException {
    var spool = new BlobSpool(directory);

    try (var node = FakeNode.refusing(404, "")) {
      assertThat(node.client().downloadLocal(DIGEST, 100, spool)).isEmpty();
      assertFails(() -> node.client().download(DIGEST, 100, spool))
          .withMessageContaining("does not have");
    }
  }

  @Test
  void asksForJobsByFilter() throws Exception {
    var filter =
        new JobFilter(
            Optional.of(Address.ZERO),
            Optional.empty(),
            Optional.of("Open"),
            new Page(7, Optional.of("abc")));
    var list = new JobList(List.of(), Optional.of("def"));

    try (var node = FakeNode.answering(Json.write(list))) {
      assertThat(node.client().jobs(filter)).isEqualTo(list);
      assertThat(node.lastRequestLine())
          .isEqualTo("GET /v1/jobs?limit=7&after=abc&consumer=" + Address.ZERO + "&state=Open");
    }
  }

  @Test
  void anUnknownJobIsNoError() throws IOException {
    try (var node = FakeNode.refusing(404, "")) {
      assertThat(node.client().job(DIGEST)).isEmpty();
      assertThat(node.client().sealedOutput(DIGEST)).isEmpty();
      assertThat(node.client().hasBlob(DIGEST)).isFalse();
    }
  }

  @Test
  void handsOnWhatTheNodeSaysIsWrong() throws IOException {
    var problem =
        new Problem("/problems/conflict", "Conflict", 409, "the job is no longer open", NOWHERE);

    try (var node =
        FakeNode.refusing(409, new String(Json.write(problem), StandardCharsets.UTF_8))) {
      assertFails(() -> node.client().offers(Page.FIRST))
          .withMessageContaining("the job is no longer open")
          .satisfies(e -> assertThat(e.isRetryable()).isFalse());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void saysThatRetryMayHelpAnOverloadedNode(int status) throws IOException {
    try (var node = FakeNode.refusing(status, "")) {
      assertFails(() -> node.client().info()).satisfies(e -> assertThat(e.isRetryable()).isTrue());
    }
  }

  @Test
  void aDeadNodeIsOneLine() throws IOException {
    MarketClient client;
    try (var node = FakeNode.refusing(404, "")) {
      client = node.client();
    }

    assertFails(client::info)
        .withMessageContaining("does not answer")
        .satisfies(e -> assertThat(e.isRetryable()).isTrue());
  }

  @ParameterizedTest
  @EnumSource(FakeNode.Misbehaviour.class)
  void garbageIsOneLineInTime(FakeNode.Misbehaviour what, @TempDir Path directory)
      throws IOException {
    try (var node = FakeNode.doing(what)) {
      var client = node.client();
      var before = System.nanoTime();

      assertFails(client::info);
      assertFails(() -> client.jobs(JobFilter.ALL));
      assertFails(() -> client.job(DIGEST));
      assertFails(() -> client.records().steps(DIGEST));
      assertFails(() -> client.records().stats());
      assertFails(() -> client.getBlob(DIGEST, 1000));
      assertFails(() -> client.download(DIGEST, 1000, new BlobSpool(directory)));
      assertFails(() -> client.acceptanceRequests(Address.ZERO, 0, Duration.ZERO));

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    try (var node = FakeNode.doing(FakeNode.Misbehaviour.STALLS)) {
      var client = new MarketClient(URI.create(node.client().toString()), Duration.ofMinutes(5));
      var failure = new FutureTask<>(() -> catchThrowable(client::info));
      var waiting = Thread.ofVirtual().start(failure);
      node.lastRequestLine();

      waiting.interrupt();

      assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(MarketException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host/", "host", "file:///etc/passwd"})
  void refusesAnAddressThatIsNoUrl(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MarketClient(URI.create(address)))
        .withMessageStartingWith("a market node's address is an http(s) URL");
  }

  @Test
  void anInterruptBeforehandEndsIt() throws Exception {
    try (var node = FakeNode.doing(FakeNode.Misbehaviour.STALLS)) {
      Thread.currentThread().interrupt();

      assertFails(node.client()::info);

      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void listsOfRequestsKeepTheirCursor() throws IOException {
    try (var node = FakeNode.answering(Json.write(new AcceptanceRequests(9, List.of())))) {
      assertThat(node.client().acceptanceRequests(Address.ZERO, 3, Duration.ZERO).cursor())
          .isEqualTo(9);
    }
  }

  private static ThrowableAssertAlternative<MarketException> assertFails(ThrowingCallable request) {
    return assertThatExceptionOfType(MarketException.class)
        .isThrownBy(request)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "\u001b"));
  }
}
