package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.testnet.cluster.Testnet.CONSUMER;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.JobOutcome;
import souk.protocol.value.Amount;
import souk.protocol.value.Price;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.EventQuery;
import souk.testnet.Main;
import souk.testnet.cluster.NodeProcess;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/** A provider whose price follows what others ask and are paid, down to its floor and up again. */
class AutoPriceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String SELLER = "seller";
  private static final String RIVAL = "rival";
  private static final Price FLOOR = Price.of(2_000_000);

  @TempDir private Path directory;
  private final List<NodeProcess> own = new ArrayList<>();
  private Testnet testnet;
  private NodeProcess rival;

  @BeforeEach
  void startMarket() throws InterruptedException {
    var trusting = TestnetPlan.trusting();
    var plan = new TestnetPlan(trusting.blockTime(), 1, List.of(), 2, trusting.parameters());
    testnet = Testnet.prepare(plan, directory);
    testnet.addAccounts(List.of(SELLER, RIVAL));
    testnet.startNodes();
  }

  @AfterEach
  void stop() {
    own.forEach(NodeProcess::kill);
    testnet.close();
  }

  @Test
  void followsTheMarketInStepsAndNeverPassesItsFloor() throws Exception {
    rival = startRival("3");
    await("the rival asks 3", () -> asks(RIVAL, 3_000_000));
    await("the rival's offer is backed", this::isRivalBonded);
    start(SELLER, "--price", "auto", "--floor", "2", "--cost", "0.1");
    await("it begins where the market is", () -> asks(SELLER, 3_000_000));

    moveRival("1.2");
    await("the rival asks 1.2", () -> asks(RIVAL, 1_200_000));
    settleAJob();
    await("it has come down to its floor", () -> asks(SELLER, 2_000_000));

    moveRival("3.5");
    // Half way between what was paid, 1.2, and what is asked, 3.5.
    await("it has gone up again", () -> asks(SELLER, 2_350_000));

    var offered = offered();
    assertThat(offered).startsWith(Price.of(3_000_000)).endsWith(Price.of(2_350_000));
    assertThat(offered).contains(FLOOR).allMatch(price -> price.compareTo(FLOOR) >= 0);
    for (var i = 1; i < offered.size(); i++) {
      var change = units(offered.get(i)).subtract(units(offered.get(i - 1))).abs();
      assertThat(change.multiply(BigInteger.TEN)).isLessThanOrEqualTo(units(offered.get(i - 1)));
    }
    requireExplained();
  }

  private void requireExplained() throws Exception {
    var status = status();
    assertThat(status.get("price").asText()).isEqualTo("2.35");
    assertThat(status.get("priceLeast").asText()).isEqualTo("2");
    assertThat(status.get("priceReason").asText())
        .contains("settled at 1.2 over 1 jobs", "asked 3.5 by 1 others");
    assertThat(new NodeLogs(directory).of(SELLER))
        .contains("price - -> 3 per Gfuel: where the market is")
        .contains("price 3 -> 2.7 per Gfuel: after the market, towards 2;")
        .contains("no less than 2 pays");
  }

  private void settleAJob() throws InterruptedException {
    try (var souk = Participant.connect(testnet, CONSUMER)) {
      souk.deposit(Amount.of(20_000_000));
      var outcome = souk.await(souk.post(Routes.request(100, 1)), PATIENCE);
      assertThat(outcome).isInstanceOf(JobOutcome.Settled.class);
    }
  }

  private boolean isRivalBonded() {
    var bond = testnet.operator().jobs().provider(testnet.account(RIVAL).address());
    return bond.filter(it -> !it.free().isZero()).isPresent();
  }

  private NodeProcess startRival(String price) {
    return start(RIVAL, "--price", price);
  }

  private void moveRival(String price) {
    rival.kill();
    rival = startRival(price);
  }

  private NodeProcess start(String name, String... more) {
    var command = new ArrayList<>(List.of("provider", "run", "--bond", "600"));
    command.addAll(List.of("--fuel-per-second", "100M"));
    command.addAll(List.of(more));
    var node = NodeProcess.start(name, Main.class, command, testnet.environment(name), directory);
    own.add(node);
    return node;
  }

  /** Whether that one offer of its stands, and none else. */
  private boolean asks(String name, long price) {
    var self = testnet.account(name).address();
    var prices =
        testnet.operator().jobs().offers().stream()
            .filter(it -> it.offer().provider().equals(self))
            .map(it -> it.offer().price())
            .toList();
    return prices.equals(List.of(Price.of(price)));
  }

  /** Every price that was ever offered, oldest first. */
  private List<Price> offered() {
    var self = testnet.account(SELLER).address();
    var query = EventQuery.newest(Set.of(ChainEvent.OfferPosted.class), EventQuery.MOST);
    return testnet.operator().jobs().events(query).reversed().stream()
        .map(event -> ((ChainEvent.OfferPosted) event).offer())
        .filter(offer -> offer.provider().equals(self))
        .map(offer -> offer.price())
        .toList();
  }

  private JsonNode status() throws Exception {
    return SoukProcess.json(testnet.environment(SELLER), directory, "provider", "status");
  }

  /** As the testnet's own, but its nodes may be dead. */
  private void await(String claim, BooleanSupplier condition) {
    assertThat(testnet.operator().jobs().await(condition, PATIENCE)).as(claim).isTrue();
  }

  private static BigInteger units(Price price) {
    return price.perGfuel().units();
  }
}
