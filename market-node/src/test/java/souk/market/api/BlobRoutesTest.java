package souk.market.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.client.api.Json;
import souk.client.api.Problem;
import souk.client.api.UploadAuthorization;
import souk.client.api.WireLimits;
import souk.client.blob.BlobContent;
import souk.client.blob.BlobSpool;
import souk.client.blob.UploadSigner;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.client.telemetry.Metrics;
import souk.market.blob.BlobStores;
import souk.market.order.OrderDesk;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;
import souk.settlement.keys.AccountKey;

class BlobRoutesTest {
  private static final String LOOPBACK = "127.0.0.1";
  private static final byte[] BLOB = "0123456789".getBytes(US_ASCII);
  private static final Hash DIGEST = Digests.sha256(BLOB);
  private static final String TAG = '"' + Cid.text(DIGEST) + '"';
  private static final UploadSigner SIGNER = BlobStores.signer(BlobStores.RICH);

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private OrderDesk orders;
  private ApiServer server;
  private MarketClient client;

  @BeforeEach
  void start() {
    orders = OrderDesk.in(directory.resolve("orders.db"));
    server = serve("own");
    client = clientOf(server);
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
    orders.close();
  }

  @Test
  void keepsABlob() {
    assertThat(client.hasBlob(DIGEST)).isFalse();

    put(BLOB);

    assertThat(client.hasBlob(DIGEST)).isTrue();
    assertThat(client.getBlob(DIGEST, 100)).isEqualTo(BLOB);
  }

  @Test
  void keepsTheEmptyBlob() {
    put(new byte[0]);

    assertThat(client.getBlob(Digests.sha256(), 100)).isEmpty();
  }

  @Test
  void keepsALargeBlobThatComesFromTheDisk() throws IOException {
    var bytes = new byte[300_000];
    new Random(7).nextBytes(bytes);
    var spool = new BlobSpool(directory.resolve("spool"));

    try (var large = spool.receive(new ByteArrayInputStream(bytes), bytes.length).orElseThrow()) {
      client.putBlob(BlobContent.of(large.file()), SIGNER);
      try (var back = client.download(large.digest(), bytes.length, spool)) {
        assertThat(back.file()).hasBinaryContent(bytes);
      }
    }
  }

  @Test
  void anUploadThatIsReplayedStoresTheSameBytesAgain() throws Exception {
    var header = SIGNER.sign(DIGEST, BLOB.length).header();

    assertThat(put(DIGEST, BLOB, header).statusCode()).isEqualTo(201);
    assertThat(put(DIGEST, BLOB, header).statusCode()).isEqualTo(201);

    assertThat(get(DIGEST, Map.of()).body()).isEqualTo(BLOB);
  }

  @Test
  void keepsWhatAContractsCodeTakesForSigned() throws Exception {
    assertThat(put(DIGEST, BLOB, byWallet(BlobStores.OWNER)).statusCode()).isEqualTo(201);

    assertProblem(put(DIGEST, BLOB, byWallet(BlobStores.OTHER)), 401, "is not signed by");
  }

  @Test
  void anAccountUploadsNoMoreOftenThanItMayWrite() throws Exception {
    var rare = new ApiServer.Config(200, 1000, 1, 2, 64, 8, Set.of(), false, Duration.ZERO);
    var poor = BlobStores.signer(BlobStores.POOR);
    try (var strict = serve("strict", rare)) {
      var uri = uri(strict, DIGEST);
      for (var i = 0; i < 4; i++) {
        assertProblem(
            put(uri, BLOB, poor.sign(DIGEST, BLOB.length).header()), 403, "deposit first");
      }
      var header = SIGNER.sign(DIGEST, BLOB.length).header();
      assertThat(put(uri, BLOB, header).statusCode()).isEqualTo(201);
      assertThat(put(uri, BLOB, header).statusCode()).isEqualTo(201);

      var third = put(uri, BLOB, header);

      assertProblem(third, 429, "signed by account " + BlobStores.RICH.address());
      assertThat(third.headers().firstValue("Retry-After")).contains("1");
      assertThat(put(uri, BLOB, byWallet(BlobStores.OWNER)).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void anUploadCannotBeReplayedForOtherBytes() throws Exception {
    var header = SIGNER.sign(DIGEST, BLOB.length).header();
    var other = "9876543210".getBytes(US_ASCII);

    assertProblem(put(Digests.sha256(other), other, header), 401, "is not signed by");
    assertProblem(put(DIGEST, other, header), 422, "these are not the 10 bytes of");
    assertThat(client.hasBlob(DIGEST)).isFalse();
  }

  @Test
  void refusesAnUploadOfAnotherSizeThanWasSigned() throws Exception {
    var header = SIGNER.sign(DIGEST, BLOB.length + 1).header();

    assertProblem(put(DIGEST, BLOB, header), 401, "these 10 bytes is not signed by");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-301 | has expired",
        "-300 | has expired",
        " 301 | expires within 10 minutes of the newest block"
      })
  void refusesASignatureOfAnotherTime(int seconds, String detail) throws Exception {
    var then = BlobStores.BLOCK_TIME.plusSeconds(seconds);
    var header = signed(BlobStores.RICH, then).sign(DIGEST, BLOB.length).header();

    assertProblem(put(DIGEST, BLOB, header), 401, detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer 0x", "Souk account=\"0x\""})
  void refusesAnUploadThatIsNotSigned(String header) throws Exception {
    var answer = put(DIGEST, BLOB, header);

    assertProblem(answer, 401, "an upload is authorized by");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Souk");
  }

  @Test
  void refusesAnUploadInAnothersName() throws Exception {
    var honest = SIGNER.sign(DIGEST, BLOB.length).header();
    var forged =
        honest.replace(BlobStores.RICH.address().toString(), BlobStores.OTHER.address().toString());

    assertProblem(put(DIGEST, BLOB, forged), 401, "is not signed by " + BlobStores.OTHER.address());
  }

  @Test
  void tellsAnAccountWithoutMoneyToDepositFirst() {
    assertThatExceptionOfType(MarketException.class)
        .isThrownBy(() -> client.putBlob(BlobContent.of(BLOB), BlobStores.signer(BlobStores.POOR)))
        .withMessageContaining("deposit first: souk account deposit")
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
  }

  @Test
  void refusesABlobThatIsDeclaredTooLargeBeforeItArrives() throws IOException {
    assertThat(
            statusOf(
                "PUT /v1/blobs/%s HTTP/1.1\r\nHost: souk\r\nContent-Length: %d\r\n\r\n"
                    .formatted(Cid.text(DIGEST), WireLimits.MAX_BLOB_BYTES + 1L)))
        .startsWith("HTTP/1.1 413");
  }

  @Test
  void doesNotAskForTheBytesOfABlobItRefuses() throws IOException {
    assertThat(
            statusOf(
                "PUT /v1/blobs/%s HTTP/1.1\r\nHost: souk\r\nContent-Length: 1000000\r\n%s: %s\r\n\r\n"
                    .formatted(Cid.text(DIGEST), "Expect", "100-continue")))
        .startsWith("HTTP/1.1 401");
  }

  @Test
  void refusesAnUploadThatDoesNotSayItsSize() throws IOException {
    assertThat(
            statusOf(
                "PUT /v1/blobs/%s HTTP/1.1\r\nHost: souk\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                    .formatted(Cid.text(DIGEST))))
        .startsWith("HTTP/1.1 411");
  }

  @Test
  void refusesWhatIsMoreThanTheQuota() {
    put(new byte[(int) BlobStores.QUOTA_BYTES]);

    assertThatExceptionOfType(MarketException.class)
        .isThrownBy(() -> put(BLOB))
        .withMessageContaining("has used up its 524288 bytes; wait");
    client.putBlob(BlobContent.of(BLOB), BlobStores.signer(BlobStores.OTHER));
    assertThat(client.hasBlob(DIGEST)).isTrue();
  }

  @Test
  void getsAMissingBlobFromAPeerAndKeepsIt() {
    put(BLOB);

    try (var second = serve("second", client)) {
      var near = clientOf(second);

      assertThat(near.getBlob(DIGEST, 100)).isEqualTo(BLOB);
      assertThat(near.hasBlob(DIGEST)).isTrue();
    }
  }

  @Test
  void peersThatLackABlobDoNotAskEachOtherForEver() {
    try (var second = serve("second", client);
        var third = serve("third", clientOf(second))) {
      assertThatExceptionOfType(MarketException.class)
          .isThrownBy(() -> clientOf(third).getBlob(DIGEST, 100))
          .withMessageContaining("does not have");
    }
  }

  @Test
  void tagsABlobWithItsCid() throws Exception {
    put(BLOB);

    var answer = get(DIGEST, Map.of());

    assertThat(answer.headers().map())
        .containsEntry("etag", List.of(TAG))
        .containsEntry("accept-ranges", List.of("bytes"))
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("content-length", List.of("10"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "%s", "W/%s", "\"x\", %s"})
  void doesNotSendWhatTheClientHas(String known) throws Exception {
    put(BLOB);

    var answer = get(DIGEST, Map.of("If-None-Match", known.formatted(TAG)));

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("ETag")).hasValue(TAG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-3   | 206 | 0123       | bytes 0-3/10",
        "bytes=4-    | 206 | 456789     | bytes 4-9/10",
        "bytes=8-99  | 206 | 89         | bytes 8-9/10",
        "bytes=-3    | 206 | 789        | bytes 7-9/10",
        "bytes=-99   | 206 | 0123456789 | bytes 0-9/10",
        "BYTES=9-9   | 206 | 9          | bytes 9-9/10",
        "bytes=5-4   | 200 | 0123456789 | ",
        "bytes=0-1,3-4 | 200 | 0123456789 | ",
        "bytes=-     | 200 | 0123456789 | ",
        "lines=1-2   | 200 | 0123456789 | ",
        "bytes=99999999999999999999-  | 200 | 0123456789 | "
      })
  void sendsTheRangeThatIsAskedFor(String range, int status, String body, String content)
      throws Exception {
    put(BLOB);

    var answer = get(DIGEST, Map.of("Range", range));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).asString(US_ASCII).isEqualTo(body);
    assertThat(answer.headers().firstValue("Content-Range").orElse(null)).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0"})
  void refusesARangeTheBlobDoesNotHave(String range) throws Exception {
    put(BLOB);

    var answer = get(DIGEST, Map.of("Range", range));

    assertProblem(answer, 416, "the blob has 10 bytes");
    assertThat(answer.headers().firstValue("Content-Range")).hasValue("bytes */10");
  }

  @Test
  void sendsARangeOnlyOfTheBlobTheClientKnows() throws Exception {
    put(BLOB);

    assertThat(get(DIGEST, Map.of("Range", "bytes=0-1", "If-Range", TAG)).statusCode())
        .isEqualTo(206);
    assertThat(get(DIGEST, Map.of("Range", "bytes=0-1", "If-Range", "\"other\"")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void tellsTheHeadersOfABlobByThemselves() throws Exception {
    put(BLOB);
    var request =
        HttpRequest.newBuilder(uri(DIGEST)).method("HEAD", BodyPublishers.noBody()).build();

    var answer = http.send(request, BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Length")).hasValue("10");
    assertThat(answer.headers().firstValue("ETag")).hasValue(TAG);
  }

  private void put(byte[] bytes) {
    client.putBlob(BlobContent.of(bytes), SIGNER);
  }

  private HttpResponse<byte[]> put(Hash digest, byte[] bytes, String authorization)
      throws IOException, InterruptedException {
    return put(uri(server, digest), bytes, authorization);
  }

  private HttpResponse<byte[]> put(URI uri, byte[] bytes, String authorization)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", authorization)
            .PUT(BodyPublishers.ofByteArray(bytes))
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(Hash digest, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri(digest));
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private String statusOf(String head) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      return String.valueOf(answer.readLine());
    }
  }

  private static UploadSigner signed(AccountKey key, Instant blockTime) {
    return UploadSigner.of(key, BlobStores.MARKET, () -> blockTime);
  }

  private static void assertProblem(HttpResponse<byte[]> answer, int status, String detail) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
    assertThat(Json.read(answer.body(), Problem.class).detail()).contains(detail);
  }

  /** The header for the blob, naming the contract. */
  private static String byWallet(AccountKey owner) {
    var expiry = BlobStores.BLOCK_TIME.plus(UploadSigner.LIFETIME);
    var digest = BlobStores.MARKET.blobUploadDigest(DIGEST, BLOB.length, BlobStores.WALLET, expiry);
    return new UploadAuthorization(BlobStores.WALLET, expiry, owner.sign(digest)).header();
  }

  private URI uri(Hash digest) {
    return uri(server, digest);
  }

  private static URI uri(ApiServer server, Hash digest) {
    return URI.create(
        "http://%s:%d/v1/blobs/%s".formatted(LOOPBACK, server.port(), Cid.text(digest)));
  }

  private static MarketClient clientOf(ApiServer server) {
    return new MarketClient(URI.create("http://%s:%d/".formatted(LOOPBACK, server.port())));
  }

  private ApiServer serve(String name, MarketClient... peers) {
    return serve(name, ApiServer.Config.DEFAULT, peers);
  }

  private ApiServer serve(String name, ApiServer.Config config, MarketClient... peers) {
    var desk = new FakeDesk(new Desk.Reply.Taken());
    return ApiServer.start(
        LOOPBACK,
        0,
        config,
        new ApiServer.Parts(
            desk,
            new FakeStates(),
            new FakeLastStates(),
            new FakeLastTurns(),
            new FakeRecords(),
            orders.orders(),
            BlobStores.open(directory.resolve(name), peers),
            new Metrics(),
            ServerFixture.ready()));
  }
}
