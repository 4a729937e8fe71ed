package souk.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.client.api.Json;
import souk.client.api.SealedOutput;
import souk.client.market.MarketNodes;
import souk.protocol.codec.Cid;
import souk.protocol.codec.Digests;
import souk.protocol.codec.MarketDomain;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.seal.Ecies;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.index.IndexedJob;
import souk.settlement.keys.AccountKey;

class OutputsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final MarketDomain DOMAIN = new MarketDomain(31_337, Address.ZERO);
  private static final Hash JOB = Digests.sha256(new byte[] {1});
  private static final Bytes OUTPUT = Bytes.utf8("42\n");
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private final AccountKey consumer = AccountKey.random(RANDOM);
  private final AccountKey provider = AccountKey.random(RANDOM);
  private final Map<String, byte[]> served = new ConcurrentHashMap<>();
  private final MockWebServer node = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    node.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            var body = served.get(request.getUrl().encodedPath());
            return body == null
                ? new MockResponse.Builder().code(404).build()
                : new MockResponse.Builder().code(200).body(new Buffer().write(body)).build();
          }
        });
    node.start();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void opensTheSealedOutputBeforeTheReveal() {
    note(provider, 0, seal(OUTPUT));

    assertThat(outputs().of(job(Optional.empty()))).hasValue(OUTPUT);
  }

  @Test
  void takesTheClearOutputAfterTheReveal() {
    serve(OUTPUT.toArray());

    assertThat(outputs().of(job(Optional.of(result(OUTPUT))))).hasValue(OUTPUT);
  }

  @Test
  void fallsBackToTheSealedOutputIfItIsTheOneRevealed() {
    note(provider, 0, seal(OUTPUT));

    assertThat(outputs().of(job(Optional.of(result(OUTPUT))))).hasValue(OUTPUT);
  }

  @Test
  void doesNotShowASealedOutputThatIsNotTheOneRevealed() {
    note(provider, 0, seal(Bytes.utf8("43\n")));

    assertThat(outputs().of(job(Optional.of(result(OUTPUT))))).isEmpty();
  }

  @Test
  void doesNotBelieveANoteOfSomebodyElse() {
    note(AccountKey.random(RANDOM), 0, seal(OUTPUT));

    assertThat(outputs().of(job(Optional.empty()))).isEmpty();
  }

  @Test
  void doesNotBelieveANoteOnAnEarlierAttempt() {
    note(provider, 1, seal(OUTPUT));

    assertThat(outputs().of(job(Optional.empty()))).isEmpty();
  }

  @Test
  void whatAnEarlierAttemptRevealedIsNotTheOutputOfThisOne() {
    serve(Bytes.utf8("43\n").toArray());
    note(provider, 0, seal(OUTPUT));
    var earlier = Optional.of(result(Bytes.utf8("43\n")));

    assertThat(outputs().of(job(new JobState.Clear(NOW), earlier))).hasValue(OUTPUT);
  }

  @Test
  void bytesThatDoNotOpenAreNoOutput() {
    note(provider, 0, new byte[500]);

    assertThat(outputs().of(job(Optional.empty()))).isEmpty();
  }

  @Test
  void anOutputSealedToAnotherIsNone() {
    var stranger = AccountKey.random(RANDOM);
    note(provider, 0, Ecies.seal(stranger.outputKey(), JOB, OUTPUT.toArray(), RANDOM));

    assertThat(outputs().of(job(Optional.empty()))).isEmpty();
  }

  @Test
  void nothingThereIsNoOutput() {
    assertThat(outputs().of(job(Optional.empty()))).isEmpty();
    assertThat(outputs().of(job(Optional.of(result(OUTPUT))))).isEmpty();
  }

  private Outputs outputs() {
    return new Outputs(
        MarketNodes.at(List.of(URI.create(node.url("/").toString()))), DOMAIN, consumer);
  }

  private byte[] seal(Bytes output) {
    return Ecies.seal(consumer.outputKey(), JOB, output.toArray(), RANDOM);
  }

  private void note(AccountKey by, int attempt, byte[] sealed) {
    var blob = Digests.sha256(sealed);
    var signature = by.sign(DOMAIN.sealedOutputDigest(JOB, attempt, blob));
    serve(sealed);
    served.put(
        "/v1/jobs/%s/sealed-output".formatted(JOB),
        Json.write(new SealedOutput(JOB, attempt, blob, signature)));
  }

  private void serve(byte[] blob) {
    served.put("/v1/blobs/" + Cid.text(Digests.sha256(blob)), blob);
  }

  private static Result result(Bytes output) {
    return new Result(
        Digests.sha256(output.toArray()),
        Hash.ZERO,
        new ExitStatus.Exited(0),
        Fuel.ZERO,
        Hash.ZERO,
        List.of());
  }

  private IndexedJob job(Optional<Result> result) {
    return job(result.isEmpty() ? new JobState.Clear(NOW) : new JobState.Revealed(NOW), result);
  }

  private IndexedJob job(JobState state, Optional<Result> result) {
    return IndexedJobs.of(JOB, consumer, provider.address(), state, 0, result);
  }
}
