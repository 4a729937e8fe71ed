package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.Connection;
import souk.client.JobOutcome;
import souk.client.JobRequest;
import souk.client.Souk;
import souk.client.Wishes;
import souk.client.market.MarketClient;
import souk.client.session.ChainSession;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Region;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.provider.machine.MachineState;
import souk.provider.machine.WorkTime;
import souk.provider.node.DrainRequest;
import souk.provider.node.Leaving;
import souk.provider.node.OfferTerms;
import souk.provider.node.Operation;
import souk.provider.node.ProviderConfig;
import souk.provider.node.ProviderNode;
import souk.runtime.engine.EngineChoice;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.EventQuery;
import souk.settlement.keys.AccountKey;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/**
 * A consumer that knows one market node and a provider that knows another, neither of which posts
 * anything: orders go round among the nodes, and meet.
 */
class SignedMarketTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Amount TOKENS = Amount.of(1_000_000_000);
  private static final Amount BOND = Amount.of(600_000_000);
  private static final Price PRICE = Price.of(2_000_000);

  @TempDir private Path directory;

  @Test
  void aSignedJobIsRunUnderASignedOfferThatAnotherNodeWasHanded() throws InterruptedException {
    var plan =
        new TestnetPlan(
            Duration.ofSeconds(1), 2, List.of(), 2, TestnetPlan.trusting().parameters());
    try (var testnet = Testnet.prepare(plan, directory.resolve("testnet"))) {
      testnet.startNodes();
      try (var provider = startProvider(testnet, testnet.markets().get(1));
          var souk = connect(testnet, testnet.markets().get(0))) {
        souk.deposit(Amount.of(100_000_000));
        var sent = testnet.chain().nonce(souk.address());

        var job = souk.handIn(route(Price.of(2_500_000)));

        assertThat(souk.await(job, PATIENCE)).isInstanceOf(JobOutcome.Settled.class);
        assertThat(testnet.chain().nonce(souk.address())).isEqualTo(sent);
        assertThat(souk.offers()).isEmpty();
        assertMatched(job, provider, testnet);
        assertExplained(souk, testnet);
      }
    }
  }

  private static void assertMatched(Hash job, ProviderNode provider, Testnet testnet) {
    var matched = testnet.events(EventQuery.newest(Set.of(ChainEvent.JobMatched.class), 10));
    assertThat(matched)
        .singleElement()
        .isInstanceOfSatisfying(
            ChainEvent.JobMatched.class,
            event -> {
              assertThat(event.jobId()).isEqualTo(job);
              assertThat(event.deal().provider()).isEqualTo(provider.address());
              assertThat(testnet.nameOf(event.deal().marketNode())).isEqualTo("market-2");
            });
  }

  /** A node says what a signed job waits for, of an offer that another node was handed. */
  private static void assertExplained(Souk souk, Testnet testnet) throws InterruptedException {
    var node = new MarketClient(testnet.markets().getFirst());
    var cheap = souk.handIn(route(Price.of(1_000_000)));

    testnet.await(
        "the node knows the offer",
        () -> node.explain(cheap).filter(it -> it.offers() == 1).isPresent());

    assertThat(souk.explain(cheap).orElseThrow().summary())
        .isEqualTo("none of 1 offers fits: raise the price ceiling to 2 tUSD per Gfuel");
  }

  private ProviderNode startProvider(Testnet testnet, URI market) throws InterruptedException {
    var key = AccountKey.random(new SecureRandom());
    testnet.anvil().setWei(key.address(), new Amount(BigInteger.TEN.pow(20)));
    testnet.operator().perform("mint", new Call.Mint(key.address(), TOKENS));
    var terms =
        new OfferTerms(
            PRICE,
            20,
            1,
            new Fuel(1_000_000_000_000L),
            4096,
            new Fuel(100_000_000),
            Region.tags(Set.of(Region.EUROPE)),
            Duration.ofHours(1),
            Duration.ofSeconds(10));
    return ProviderNode.start(
        new ProviderConfig(
            chain(testnet, directory.resolve("provider.db")),
            List.of(market),
            directory.resolve("blobs"),
            directory.resolve("machine"),
            EngineChoice.ENDIVE,
            terms,
            Optional.empty(),
            true,
            BOND,
            new Operation(
                DrainRequest.in(directory),
                WorkTime.parse("always"),
                Leaving.FINISH,
                MachineState.here(),
                directory.resolve("provider.db"),
                Operation.DEFAULT_DISK_BYTES,
                OptionalInt.empty())),
        key);
  }

  private static Souk connect(Testnet testnet, URI market) throws InterruptedException {
    var consumer = testnet.account(Testnet.CONSUMER);
    var connection =
        new Connection(
            List.of(testnet.anvil().endpoint()),
            testnet.deploymentFile(),
            List.of(market),
            consumer.home());
    return Souk.connect(connection, consumer.key());
  }

  private static ChainSession.Config chain(Testnet testnet, Path journal) {
    return new ChainSession.Config(
        List.of(testnet.anvil().endpoint()), testnet.deployment(), journal);
  }

  /** A job for an engine and a region that the provider has. */
  private static JobRequest route(Price ceiling) {
    var wishes =
        new Wishes(
            Optional.of(new EngineName("endive")),
            Set.of(Region.EUROPE, Region.AFRICA),
            Amount.ZERO,
            List.of(),
            List.of());
    return JobRequest.of(Routes.invocation(100, 7), Routes.FUEL, ceiling).withWishes(wishes);
  }
}
