package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import souk.client.JobOutcome;
import souk.client.Souk;
import souk.client.api.Json;
import souk.client.api.Problem;
import souk.client.api.SignedAcceptance;
import souk.protocol.job.Acceptance;
import souk.protocol.job.SlotNonce;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.journal.JournalPlace;
import souk.settlement.journal.PostgreSqlFixture;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/** Two replicas of a market node, as processes, over one PostgreSQL journal. */
@EnabledIf("souk.settlement.journal.PostgreSqlFixture#isInstalled")
class ReplicasTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int JOBS = 4;

  @TempDir private Path directory;
  private PostgreSqlFixture database;
  private JournalPlace.PostgreSql journal;
  private Testnet testnet;
  private Souk souk;

  @BeforeEach
  void startEverything() throws InterruptedException {
    database = PostgreSqlFixture.start();
    journal = database.freshPlace();
    var plan = TestnetPlan.trusting();
    testnet =
        Testnet.prepare(
            new TestnetPlan(
                plan.blockTime(), 2, plan.providers(), plan.verifiers(), plan.parameters()),
            directory.resolve("testnet"));
    testnet.startReplicas(journal);
    souk = Participant.connect(testnet, Testnet.CONSUMER);
    souk.deposit(Amount.of(100_000_000));
  }

  @AfterEach
  void stopEverything() {
    if (souk != null) {
      souk.close();
    }
    if (testnet != null) {
      testnet.close();
    }
    database.close();
  }

  @Test
  void oneTakesOverFromTheOtherAndNothingIsSentTwice() throws InterruptedException {
    assertThat(fence()).isEqualTo(1);
    var jobs = new ArrayList<Hash>();
    for (var seed = 0; seed < JOBS; seed++) {
      jobs.add(souk.post(Routes.request(200, seed)));
    }
    await(() -> number("count(*)", "true") > 0);

    testnet.node("market-1").kill();
    var killedAt = System.nanoTime();
    await(() -> fence() == 2);
    var took = Duration.ofNanos(System.nanoTime() - killedAt);
    for (var seed = JOBS; seed < 2 * JOBS; seed++) {
      jobs.add(souk.post(Routes.request(200, seed)));
    }
    testnet.node("market-1").restart();

    for (var job : jobs) {
      assertThat(souk.await(job, PATIENCE)).isInstanceOf(JobOutcome.Settled.class);
      assertThat(testnet.chain().job(job).map(JobSnapshot::attempt)).contains(0);
    }
    assertThat(took).isLessThan(Duration.ofSeconds(10));
    assertThat(fence()).isEqualTo(2);
    var account = testnet.account("market-1").address();
    await(
        () ->
            number("count(*)", "status in ('QUEUED', 'SENT')") == 0
                && number("count(distinct nonce)", "nonce is not null")
                    == testnet.chain().nonce(account));
    assertThat(number("count(nonce)", "true")).isEqualTo(number("count(distinct nonce)", "true"));
  }

  @Test
  void theOneThatFollowsSendsProvidersToTheOneThatLeads() throws Exception {
    var answer = handIn(testnet.markets().get(1));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(Json.read(answer.body(), Problem.class).detail())
        .isEqualTo("another replica of this node leads: ask that one");
    assertThat(handIn(testnet.markets().get(0)).statusCode()).isEqualTo(409);
  }

  /** An acceptance that nobody asked for. */
  private HttpResponse<byte[]> handIn(URI market) throws Exception {
    var acceptance =
        new Acceptance(
            Hash.ZERO,
            0,
            Hash.ZERO,
            Routes.CEILING,
            Amount.of(1),
            2,
            BigInteger.ONE,
            Duration.ofSeconds(60),
            new EngineName("endive"),
            1,
            Hash.ZERO,
            Hash.ZERO,
            new SlotNonce(0, 0),
            Instant.ofEpochSecond(1_800_000_000));
    var signer = testnet.account("provider-1").key();
    var signed =
        new SignedAcceptance(
            acceptance,
            signer.sign(
                testnet.deployment().domain().acceptanceDigest(acceptance, signer.address())));
    var request =
        HttpRequest.newBuilder(market.resolve("/v1/acceptances"))
            .POST(BodyPublishers.ofByteArray(Json.write(signed)))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofByteArray());
    }
  }

  private long fence() {
    return database.number(journal, "select fence from journal_lease");
  }

  private long number(String what, String condition) {
    return database.number(journal, "select %s from outbox where %s".formatted(what, condition));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      Thread.sleep(Duration.ofMillis(20));
    }
  }
}
