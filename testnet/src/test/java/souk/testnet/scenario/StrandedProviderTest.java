package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.testnet.cluster.Testnet.CONSUMER;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import souk.client.Souk;
import souk.protocol.codec.InputCodec;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.AuditEvent;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.index.EventQuery;
import souk.testnet.Main;
import souk.testnet.cluster.NodeAccount;
import souk.testnet.cluster.NodeProcess;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/**
 * A provider as a stranger runs it: set up by {@code souk provider init}, killed at every kind of
 * point, left alone by its market node, told to leave, and paid for all it did.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class StrandedProviderTest {
  private static final String SELLER = "seller";
  private static final List<String> VERIFIERS = List.of("checker-1", "checker-2", "checker-3");
  private static final String MARKET = "market-1";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Amount BOND = Amount.of(600_000_000);

  private Path directory;
  private BadNeighbours neighbours;
  private Testnet testnet;
  private final List<NodeProcess> own = new ArrayList<>();
  private NodeProcess seller;
  private Souk souk;

  @BeforeAll
  void startEverything(@TempDir Path temporary) throws Exception {
    directory = temporary;
    neighbours =
        new BadNeighbours(
            List.of(
                Routes.MODULE,
                Bytes.EMPTY,
                Bytes.of(InputCodec.encode(Routes.arguments(300, 1))),
                Bytes.of(InputCodec.encode(Routes.arguments(300, 2)))));
    var patient = TestnetPlan.patient();
    var plan = new TestnetPlan(patient.blockTime(), 1, List.of(), 0, patient.parameters());
    testnet = Testnet.prepare(plan, directory.resolve("testnet"));
    testnet.addAccounts(Stream.concat(Stream.of(SELLER), VERIFIERS.stream()).toList());
    testnet.startNodes();
    VERIFIERS.forEach(this::startVerifier);
    assertThat(souk("init", "--price", "2", "--bond", "600", "--fuel-per-second", "10M").exitCode())
        .isZero();
    seller = start(SELLER, "provider", "run", "--slots", "2");
    testnet.await("the provider has an offer", () -> offers() == 1);
    testnet.await(
        "the verifiers are bonded", () -> testnet.operator().jobs().verifiers().size() == 3);
    souk = Participant.connect(testnet, CONSUMER);
    souk.deposit(Amount.of(200_000_000));
  }

  @AfterAll
  void stopEverything() throws IOException {
    own.forEach(NodeProcess::kill);
    souk.close();
    testnet.close();
    neighbours.close();
  }

  @Test
  @Order(1)
  void aProviderKilledAtEveryKindOfPointIsPaidAndKeepsItsStake() throws Exception {
    var job = souk.post(Routes.request(300, 1));

    for (var point : List.of("accepted", "running", " ran: ", "committed", "drawn: ", "stands")) {
      await("the provider logs " + point, () -> logs(point) || isSettled(job));
      seller.kill();
      seller.restart();
    }

    await("the job is settled", () -> isSettled(job));
    assertThat(snapshot(job).attempt()).isZero();
    requireUnhurt();
  }

  @Test
  @Order(2)
  void aProviderWhoseMarketNodeDiesAfterTheMatchFinishesFromTheChain() throws Exception {
    var job = souk.post(Routes.request(300, 2));
    await("the job is matched", () -> snapshot(job).provider().isPresent());

    testnet.node(MARKET).kill();
    seller.kill();
    forgetBlobs();
    seller.restart();

    await("the job is settled", () -> isSettled(job));
    assertThat(snapshot(job).attempt()).isZero();
    requireUnhurt();
  }

  @Test
  @Order(3)
  void showsWhatItEarnedWhileItRunsAndWithoutItsKey() throws Exception {
    await("both jobs are booked", () -> status().get("jobsPaid").asInt() == 2);

    assertThat(status().get("auditsPassed").asInt()).isEqualTo(2);
    assertThat(status().get("earned").asText()).isNotEqualTo("0");
    assertThat(status().get("faults").asInt()).isZero();
    assertThat(status().get("jobs")).isEmpty();
  }

  @Test
  @Order(4)
  void leavesWhenItIsAskedToAndTakesItsMoneyAlong() throws Exception {
    assertThat(souk("drain", "--wait", "--timeout", "3m").exitCode()).isZero();
    await("the process has ended", () -> !seller.isAlive());
    assertThat(logs("left: nothing is running, nothing is on offer")).isTrue();
    assertThat(offers()).isZero();
    assertThat(status().get("takesNoJobs").asText()).startsWith("it has left");

    var early = souk("withdraw");
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.err()).contains("unbonding for");
    testnet.anvil().passTime(testnet.plan().parameters().unbonding());

    assertThat(souk("withdraw").exitCode()).isZero();
    var owns = testnet.chain().account(account().address());
    assertThat(owns.marketBalance()).isEqualTo(Amount.ZERO);
    var paid = total(ChainEvent.JobSettled.class, ChainEvent.JobSettled::paid);
    // A newcomer pays for its audits, but nothing else.
    var audits = total(AuditEvent.SeatClosed.class, AuditEvent.SeatClosed::earned);
    assertThat(owns.tokens()).isEqualTo(TestnetPlan.FIRST_TOKENS.plus(paid).minus(audits));
    var stake = testnet.chain().provider(account().address());
    assertThat(stake.free().plus(stake.locked()).plus(stake.unbonding())).isEqualTo(Amount.ZERO);
  }

  private <T extends ChainEvent> Amount total(Class<T> kind, Function<T, Amount> amount) {
    return testnet.events(EventQuery.newest(Set.of(kind), 1_000)).stream()
        .map(kind::cast)
        .map(amount)
        .reduce(Amount.ZERO, Amount::plus);
  }

  private void startVerifier(String name) {
    start(
        name,
        "verifier",
        "run",
        "--bond",
        TestnetPlan.VERIFIER_BOND.toTokens(TestnetPlan.DECIMALS));
  }

  private NodeProcess start(String name, String... command) {
    var node = NodeProcess.start(name, Main.class, List.of(command), environment(name), directory);
    own.add(node);
    return node;
  }

  private void requireUnhurt() {
    var provider = testnet.chain().provider(account().address());
    assertThat(provider.faults()).isZero();
    assertThat(logs("slashed")).isFalse();
    assertThat(logs("was late")).isFalse();
    // Audits are paid out of it; a late fee or a slash would take more.
    assertThat(provider.free().plus(provider.locked()).times(10)).isGreaterThan(BOND.times(9));
  }

  /** As the testnet's own, but its nodes may be dead. */
  private void await(String claim, BooleanSupplier condition) {
    assertThat(testnet.operator().jobs().await(condition, PATIENCE)).as(claim).isTrue();
  }

  private boolean isSettled(Hash job) {
    return snapshot(job).state() instanceof JobState.Settled;
  }

  private JobSnapshot snapshot(Hash job) {
    return testnet.chain().job(job).orElseThrow();
  }

  private long offers() {
    return testnet.operator().jobs().offers().stream()
        .filter(it -> it.offer().provider().equals(account().address()))
        .count();
  }

  private void forgetBlobs() throws IOException {
    try (var files = Files.walk(account().home())) {
      for (var blob : files.filter(it -> it.getParent().endsWith("blobs")).toList()) {
        Files.delete(blob);
      }
    }
  }

  private boolean logs(String text) {
    return new NodeLogs(directory).of(SELLER).contains(text);
  }

  private JsonNode status() {
    try {
      return SoukProcess.json(environment(SELLER), directory, "provider", "status");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private SoukProcess souk(String... arguments) throws IOException, InterruptedException {
    var all = Stream.concat(Stream.of("provider"), Stream.of(arguments)).toArray(String[]::new);
    return SoukProcess.run(environment(SELLER), directory, all);
  }

  private Map<String, String> environment(String name) {
    var environment = new LinkedHashMap<>(testnet.environment(name));
    var others = neighbours.addresses().stream().map(URI::toString).toList();
    environment.put(
        "SOUK_MARKETS", environment.get("SOUK_MARKETS") + "," + String.join(",", others));
    return environment;
  }

  private NodeAccount account() {
    return testnet.account(SELLER);
  }
}
