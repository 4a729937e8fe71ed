package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import souk.client.JobOutcome;
import souk.client.Souk;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.engine.EngineChoice;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Leg;
import souk.settlement.chain.LegEvent;
import souk.settlement.index.IndexedJob;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.cluster.TestnetPlan.ProviderPlan;
import souk.testnet.cluster.Wiring;

/**
 * Agents whose providers die one after the other, and whose work goes on behind the last turn that
 * a market node hands over.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Price PRICE = Price.of(2_000_000);
  private static final Fuel A_TURN = new Fuel(83_000_000);
  private static final int TURNS = 30;
  private static final int KILLS = 3;

  // So slow, by what they promise, that only the dead are late.
  private static final String FUEL_PER_SECOND = "25M";

  /** Before its deadline a job's newest checkpoint is landed: sooner than this. */
  private static final Duration LANDING = Duration.ofSeconds(25);

  private static final Pattern TURN = Pattern.compile(" has turn (\\d+) behind it");
  private static final String HANDING_IN = "/turns/";
  private static final String HANDING_OUT = "/state";

  private final Map<URI, Withholder> ways = new ConcurrentHashMap<>();
  private NodeLogs logs;
  private Testnet testnet;
  private Souk souk;

  /** How providers reach market nodes. */
  private final class Ways implements Wiring {
    @Override
    public URI market(String node, URI market) {
      return isProvider(node) ? ways.computeIfAbsent(market, Withholder::new).address() : market;
    }
  }

  @BeforeAll
  void startEverything(@TempDir Path folder) throws InterruptedException {
    var directory = folder.resolve("testnet");
    logs = new NodeLogs(directory);
    testnet = Testnet.prepare(plan(), directory, new Ways());
    providers().forEach(name -> testnet.addFlags(name, "--fuel-per-second", FUEL_PER_SECOND));
    testnet.startNodes();
    souk = Participant.connect(testnet, Testnet.CONSUMER);
    souk.deposit(Amount.of(100_000_000));
  }

  @BeforeEach
  void withholdNothing() {
    ways.values().forEach(Withholder::release);
  }

  @AfterAll
  void stopEverything() {
    souk.close();
    testnet.close();
    ways.values().forEach(Withholder::close);
  }

  @Test
  void anAgentOutlivesItsProvidersAndEachIsPaidForItsTurns() throws Exception {
    var before = turnsRun();
    // Whoever runs the job hands its turns to one node only.
    way("market-2").withhold(HANDING_IN);
    var id = souk.post(toil(TURNS).request());
    var random = new Random(2026);

    var reached = killBehind(id, 0, 2 + random.nextInt(5), List.of());
    reached = killBehind(id, 1, reached + 2 + random.nextInt(5), List.of("market-1"));
    way("market-2").release();
    way("market-1").withhold(HANDING_OUT);
    killBehind(id, 2, reached + 2 + random.nextInt(5), List.of());
    var outcome = souk.await(id, PATIENCE);

    var expected = toil(TURNS).expected(souk.job(id).orElseThrow());
    assertThat(outcome)
        .isInstanceOfSatisfying(
            JobOutcome.Settled.class, it -> assertThat(it.result()).isEqualTo(expected.result()));
    assertPaid(id, expected);
    assertThat(turnsRun() - before).isBetween(TURNS - 1L, TURNS - 1L + KILLS);
  }

  @Test
  void anAgentBeginsAnewWhoseStateIsKeptFromEverybodyAndNobodyIsToBlame() throws Exception {
    var turns = 8;
    ways.values().forEach(way -> way.withhold(HANDING_OUT));
    var id = souk.post(toil(turns).request());

    killBehind(id, 0, 3, List.of());
    testnet.await(
        "the others wait for the state", () -> providers().anyMatch(name -> waits(name, id)));
    testnet.anvil().passTime(testnet.chain().parameters().acceptanceLifetime());
    var outcome = souk.await(id, PATIENCE);

    var expected = toil(turns).expected(souk.job(id).orElseThrow());
    assertThat(outcome)
        .isInstanceOfSatisfying(
            JobOutcome.Settled.class, it -> assertThat(it.result()).isEqualTo(expected.result()));
    var events = testnet.events(id);
    assertThat(all(events, LegEvent.LegKept.class)).hasSize(1);
    assertThat(all(events, LegEvent.LegsDropped.class)).hasSize(1);
    assertThat(all(events, LegEvent.LegSlashed.class)).isEmpty();
    assertThat(all(events, ChainEvent.ProviderSlashed.class)).isEmpty();
  }

  /**
   * Kills whoever runs that attempt once it is behind a turn, and lets the chain's time pass until
   * it is late; gives the turn its leg ended with.
   *
   * @param with nodes that are killed once the turn is on chain, until another provider goes on
   */
  private int killBehind(Hash id, int attempt, int turn, List<String> with) {
    var running = await(id, job -> job.attempt() == attempt && runs(job));
    var deadline = ((JobState.Running) running.state()).deadline();
    var name = testnet.nameOf(running.provider().orElseThrow());
    testnet.await("turn " + turn + " is done", () -> newestTurn(name, id) >= turn);
    testnet.node(name).kill();
    var handedIn = newestTurn(name, id) - 1;
    passUntil(deadline.minus(LANDING));
    await(id, job -> job.relayed().landedTurns() >= handedIn);
    with.forEach(it -> testnet.node(it).kill());
    passUntil(deadline.plusSeconds(1));
    var late = await(id, job -> job.attempt() > attempt);
    testnet.node(name).restart();
    if (!with.isEmpty()) {
      await(id, job -> job.attempt() > attempt && runs(job));
      with.forEach(it -> testnet.node(it).restart());
    }
    assertThat(late.relayed().legs()).hasSize(attempt + 1);
    return late.relayed().legs().getLast().turns();
  }

  private static boolean runs(JobSnapshot job) {
    return job.state() instanceof JobState.Running;
  }

  private void passUntil(Instant time) {
    var left = Duration.between(testnet.chain().head().time(), time);
    if (left.isPositive()) {
      testnet.anvil().passTime(left);
    }
  }

  private Withholder way(String market) {
    var number = Integer.parseInt(market.substring("market-".length()));
    return Objects.requireNonNull(ways.get(testnet.markets().get(number - 1)));
  }

  private boolean waits(String provider, Hash id) {
    return logs.of(provider)
        .contains(id.toString().substring(0, 10) + "/1 waits for a node that hands its state over");
  }

  private int newestTurn(String provider, Hash id) {
    var ofJob = Pattern.compile(id.toString().substring(0, 10) + "\\S*" + TURN.pattern());
    return ofJob
        .matcher(logs.of(provider))
        .results()
        .mapToInt(it -> Integer.parseInt(it.group(1)))
        .max()
        .orElse(0);
  }

  private long turnsRun() {
    return providers().mapToLong(name -> TURN.matcher(logs.of(name)).results().count()).sum();
  }

  private Stream<String> providers() {
    return testnet.accounts().keySet().stream().filter(MigrationTest::isProvider);
  }

  private static boolean isProvider(String name) {
    return name.startsWith("provider");
  }

  private void assertPaid(Hash id, Toil.Expected expected) {
    var events = testnet.events(id);
    var legs = all(events, LegEvent.LegKept.class).stream().map(LegEvent.LegKept::leg).toList();
    var paid = all(events, LegEvent.LegPaid.class);
    var last = all(events, ChainEvent.JobSettled.class).getLast();
    assertThat(legs).hasSize(KILLS);
    var before = Fuel.ZERO;
    var due = new ArrayList<Amount>();
    for (var leg : legs) {
      assertThat(leg.fuelUsed()).isEqualTo(expected.fuelUsed().get(leg.turns() - 1));
      due.add(PRICE.paymentFor(new Fuel(leg.fuelUsed().units() - before.units())));
      before = leg.fuelUsed();
    }
    assertThat(paid.stream().map(leg -> leg.paid().plus(leg.fee()))).isEqualTo(due);
    assertThat(paid.stream().map(LegEvent.LegPaid::provider))
        .isEqualTo(legs.stream().map(Leg::provider).toList());
    var rest = new Fuel(expected.result().fuelUsed().units() - before.units());
    assertThat(last.paid().plus(last.fee())).isEqualTo(PRICE.paymentFor(rest));
    var cost = due.stream().reduce(last.paid().plus(last.fee()), Amount::plus);
    assertThat(cost.plus(last.refunded())).isEqualTo(Toil.CEILING.escrowFor(toil(TURNS).fuel()));
    paid.forEach(leg -> assertBooked(testnet.nameOf(leg.provider()), leg.paid()));
  }

  /** What the provider was paid is what it says that it earned. */
  private void assertBooked(String name, Amount paid) {
    testnet.await(name + " books its pay", () -> logs.of(name).contains(" paid " + tokens(paid)));
  }

  private static String tokens(Amount amount) {
    return amount.toTokens(TestnetPlan.DECIMALS);
  }

  private static <T extends ChainEvent> List<T> all(List<ChainEvent> events, Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private JobSnapshot await(Hash id, Predicate<JobSnapshot> condition) {
    var index = testnet.operator().jobs();
    assertThat(
            index.await(
                () -> index.job(id).map(IndexedJob::snapshot).filter(condition).isPresent(),
                PATIENCE))
        .isTrue();
    return index.job(id).orElseThrow().snapshot();
  }

  private static TestnetPlan plan() {
    var provider = ProviderPlan.honest(PRICE).on(EngineChoice.ENDIVE);
    return new TestnetPlan(
        Duration.ofSeconds(1),
        2,
        List.of(provider, provider, provider, provider),
        3,
        TestnetPlan.patient().parameters());
  }

  private static Toil toil(int turns) {
    return new Toil(turns, new Fuel(A_TURN.units() * turns));
  }
}
