package souk.testnet.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import souk.client.Connection;
import souk.client.JobRequest;
import souk.client.Souk;
import souk.protocol.codec.Cid;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.settlement.index.IndexedJob;
import souk.testnet.attack.actor.Role;
import souk.testnet.cluster.Testnet;
import souk.testnet.examples.ExampleFiles;
import souk.testnet.work.Program;
import souk.testnet.work.Programs;

/** An honest consumer that knows a single market node, and it is a bad one. */
final class LonelyConsumer implements Play {
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final Fuel FUEL_LIMIT = new Fuel(200_000_000);
  private static final Price CEILING = Price.of(2_500_000);
  private static final Amount DEPOSIT = Amount.of(10_000_000);

  private final Role market;
  private final Invocation invocation;
  private Optional<Hash> job = Optional.empty();
  private Optional<URI> address = Optional.empty();

  /**
   * @param market what the market node is
   */
  LonelyConsumer(Role market) {
    this.market = market;
    this.invocation = own(new Programs(ExampleFiles.projectRoot()).small(1).getFirst());
  }

  // A blob that other jobs have too would be at honest nodes.
  private Invocation own(Program program) {
    var like = program.invocation();
    var input = Bytes.of(consumerName().getBytes(StandardCharsets.US_ASCII));
    return new Invocation(like.module(), like.arguments(), input, like.mounts());
  }

  /** The consumer's name. */
  String consumerName() {
    return "consumer-of-" + market;
  }

  @Override
  public boolean isMarketNode() {
    return true;
  }

  @Override
  public void begin(Stage stage) {
    address = Optional.of(stage.address());
    new MarketPlay(market).begin(stage);
  }

  @Override
  public boolean isReady(Stage stage) {
    return new MarketPlay(market).isReady(stage);
  }

  @Override
  public void provoke(Stage stage) throws InterruptedException {
    var consumer = stage.testnet().account(consumerName());
    var connection =
        new Connection(
            List.of(stage.testnet().anvil().endpoint()),
            stage.testnet().deploymentFile(),
            List.of(stage.address()),
            consumer.home());
    try (var souk = Souk.connect(connection, consumer.key())) {
      souk.deposit(DEPOSIT);
      var request = JobRequest.of(invocation, FUEL_LIMIT, CEILING);
      job = Optional.of(souk.post(request.withPatience(PATIENCE)));
    }
  }

  @Override
  public boolean isOver(Stage stage) {
    return find(stage.testnet()).filter(it -> it.snapshot().state().isFinal()).isPresent();
  }

  /** Its job, as it is now. */
  IndexedJob job(Testnet testnet) {
    return find(testnet).orElseThrow();
  }

  private Optional<IndexedJob> find(Testnet testnet) {
    return job.flatMap(testnet.operator().jobs()::job);
  }

  /** What its market node gives for a blob to somebody who takes whatever it is given. */
  byte[] read(Hash digest) throws IOException, InterruptedException {
    var url = address.orElseThrow().resolve("/v1/blobs/" + Cid.text(digest));
    var request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }
}
