package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.journal.JournalPlace;
import souk.settlement.rpc.ConnectionLimits;
import souk.settlement.tx.OutboxSettings;
import souk.settlement.tx.TxOutcome;
import souk.settlement.web3j.Web3jChain;
import souk.testnet.chain.AnvilExtension;

/** What an outbox makes of an endpoint's refusals: anvil's own, and those of others over a wire. */
class OutboxRefusalsTest {
  @RegisterExtension private static final AnvilExtension MARKET = AnvilExtension.minedByHand();

  private static final ConnectionLimits LIMITS =
      new ConnectionLimits(Duration.ofSeconds(5), 2 << 20, Duration.ofMillis(20));
  private static final long GWEI = 1_000_000_000L;

  @TempDir private Path directory;
  private FaultyEndpoint endpoint;
  private Chain chain;
  private OutboxOwner owner;

  @BeforeEach
  void begin() throws IOException {
    endpoint = new FaultyEndpoint(MARKET.anvil().endpoint());
    chain = Web3jChain.connect(List.of(endpoint.uri()), MARKET.deployment(), LIMITS);
    owner = own(OutboxOwner.SETTINGS);
    owner.nextBaseFee(GWEI);
  }

  @AfterEach
  void end() {
    owner.close();
    chain.close();
    endpoint.close();
  }

  @Test
  void landsOnceWhatThePoolKnowsAlready() throws Exception {
    var wire = new Wire();
    endpoint.turn(wire);
    owner.outbox().submit("mint", owner.mint(1));
    OutboxOwner.await(() -> owner.pooled() == 1);

    wire.nonces = "0x0";
    owner.restart();
    OutboxOwner.await(() -> wire.wasRefused("already"));
    wire.nonces = "";

    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.mined()).isEqualTo(1);
  }

  @Test
  void landsOnceWhatIsMinedWhileTheEndpointLags() throws Exception {
    var wire = new Wire();
    endpoint.turn(wire);
    wire.nonces = "0x0";
    owner.outbox().submit("mint", owner.mint(1));
    OutboxOwner.await(() -> owner.pooled() == 1);
    MARKET.anvil().mine(1);
    OutboxOwner.await(() -> wire.wasRefused("nonce too low"));
    owner.outbox().submit("another", owner.mint(1));
    OutboxOwner.await(() -> owner.pooled() == 1);
    wire.nonces = "";

    assertThat(owner.awaitMining("another")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.minted()).isEqualTo(2);
    assertThat(owner.mined()).isEqualTo(2);
  }

  @Test
  void closesTheGapThatMakesNoncesTooHigh() throws Exception {
    var wire = new Wire();
    endpoint.turn(wire);
    wire.refuseOnce("connection limit reached", "nonce too high: next 0, got 1", "nonce too high");
    IntStream.range(0, 3).forEach(i -> owner.outbox().submit("mint" + i, owner.mint(1)));

    for (var i = 0; i < 3; i++) {
      assertThat(owner.awaitMining("mint" + i)).isInstanceOf(TxOutcome.Included.class);
    }
    assertThat(wire.wasRefused("nonce too high")).isTrue();
    assertThat(owner.minted()).isEqualTo(3);
    assertThat(owner.mined()).isEqualTo(3);
  }

  @Test
  void landsOnceThoughItsReplacementsAreRefused() throws Exception {
    var wire = new Wire();
    endpoint.turn(wire);
    owner.outbox().submit("mint", owner.mint(1));
    OutboxOwner.await(() -> owner.pooled() == 1);
    wire.refuseReplacements();

    OutboxOwner.await(
        () -> {
          mineWithout();
          return wire.wasRefused("replacement transaction underpriced");
        });
    owner.nextBaseFee(GWEI);

    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.minted()).isEqualTo(1);
    assertThat(owner.mined()).isEqualTo(1);
  }

  @Test
  void goesOnUnderAnotherNonceWhenAnotherProcessOffersMoreForIts() throws Exception {
    var wire = new Wire();
    endpoint.turn(wire);
    var unused = MARKET.chain().send(owner.foreign(0, 50));
    owner.outbox().submit("mint", owner.mint(1));
    OutboxOwner.await(() -> wire.wasRefused("underpriced"));

    OutboxOwner.await(
        () -> {
          MARKET.anvil().mine(1);
          return owner.minted() == 1;
        });
    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.mined()).isEqualTo(2);
  }

  @Test
  void neverOffersMoreThanTheMostAndGoesOnWhenFeesFall() throws Exception {
    var most = Amount.of(3 * GWEI);
    owner.close();
    owner = own(new OutboxSettings(Duration.ofMillis(5), 1, 6, most, 16, 4, 10_000));
    owner.outbox().submit("early", owner.mint(1));
    OutboxOwner.await(() -> owner.pooled() == 1);
    owner.nextBaseFee(100 * GWEI);
    MARKET.anvil().mine(1);
    owner.outbox().submit("late", owner.mint(1));
    for (var block = 0; block < 8; block++) {
      MARKET.anvil().mine(1);
      assertThat(owner.outbox().await("late", Duration.ofMillis(50)))
          .isEqualTo(new TxOutcome.Pending());
      assertThat(most.isLessThan(owner.mostOffered())).isFalse();
    }
    assertThat(owner.mined()).isZero();

    owner.nextBaseFee(GWEI);

    assertThat(owner.awaitMining("early")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.awaitMining("late")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.minted()).isEqualTo(2);
  }

  @Test
  void partsThePoisonedElementOfABatchFromTheOthers() throws Exception {
    var ids = IntStream.range(1, 9).mapToObj(i -> Hash.parse("%064x".formatted(i))).toList();
    var poison = ids.get(5).toString().substring(2);
    var wire = new Wire();
    wire.poison = poison;
    endpoint.turn(wire);

    var parts = owner.outbox().divide(ids, Call.Settle::new);

    assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(ids);
    assertThat(parts).contains(List.of(ids.get(5))).hasSizeLessThan(ids.size());
    for (var part : parts) {
      owner.outbox().submit("settle/" + part.getFirst(), new Call.Settle(part));
    }
    for (var part : parts) {
      var outcome = owner.awaitMining("settle/" + part.getFirst());
      assertThat(outcome)
          .isInstanceOf(part.size() > 1 ? TxOutcome.Included.class : TxOutcome.Reverted.class);
    }
  }

  @Test
  void doesNotLetACallThatNoBlockHoldsStandInTheWayOfOthers() throws Exception {
    var wire = new Wire();
    endpoint.turn(wire);
    var many = IntStream.range(1, 6_000).mapToObj(i -> Hash.parse("%064x".formatted(i))).toList();
    owner.outbox().submit("endless", new Call.Settle(many));
    owner.outbox().submit("mint", owner.mint(1));

    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.outbox().await("endless", OutboxOwner.PATIENCE))
        .isInstanceOf(TxOutcome.Reverted.class);
    assertThat(owner.mined()).isEqualTo(1);
  }

  @Test
  void understandsInOtherClientsWordsThatNoBlockHoldsACall() throws Exception {
    var wire = new Wire();
    endpoint.turn(wire);
    wire.poison = "0badc0de".repeat(8);
    wire.poisonWords = "gas required exceeds allowance (30000000)";
    owner.outbox().submit("endless", new Call.Settle(List.of(Hash.parse(wire.poison))));
    owner.outbox().submit("mint", owner.mint(1));

    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.outbox().await("endless", OutboxOwner.PATIENCE))
        .isInstanceOf(TxOutcome.Reverted.class);
  }

  @Test
  void estimatesOneOfManyCallsAlike() throws Exception {
    var wire = new Wire();
    endpoint.turn(wire);
    IntStream.range(0, 40).forEach(i -> owner.outbox().submit("mint" + i, owner.mint(1 + i)));

    for (var i = 0; i < 40; i++) {
      assertThat(owner.awaitMining("mint" + i)).isInstanceOf(TxOutcome.Included.class);
    }
    assertThat(wire.estimates).hasSize(1);
  }

  @Test
  void estimatesAgainWhatWasEstimatedLongAgo() throws Exception {
    var wire = new Wire();
    endpoint.turn(wire);
    owner.outbox().submit("mint", owner.mint(1));
    owner.awaitMining("mint");
    MARKET.anvil().mine(64);
    // Once it knows of a later transaction it knows of those blocks.
    owner.outbox().submit("approval", new Call.Approve(Amount.of(1)));
    owner.awaitMining("approval");
    var before = wire.estimates.size();

    owner.outbox().submit("another", owner.mint(1));

    assertThat(owner.awaitMining("another")).isInstanceOf(TxOutcome.Included.class);
    assertThat(wire.estimates).hasSize(before + 1);
  }

  @Test
  void estimatesAgainWhatNeedsMoreThanOneAlike() throws Exception {
    var wire = new Wire();
    endpoint.turn(wire);
    owner.outbox().submit("fresh", owner.mint(1));
    owner.awaitMining("fresh");
    owner.outbox().submit("used", owner.mint(1));
    owner.awaitMining("used");
    owner.restart();
    owner.outbox().submit("cheap", owner.mint(1));
    owner.awaitMining("cheap");
    var before = wire.estimates.size();

    var stranger = MARKET.account("stranger").address();
    owner.outbox().submit("dear", new Call.Mint(stranger, Amount.of(1)));

    assertThat(owner.awaitMining("dear")).isInstanceOf(TxOutcome.Included.class);
    assertThat(wire.estimates).hasSize(before + 1);
  }

  private OutboxOwner own(OutboxSettings settings) {
    var place = new JournalPlace.File(directory.resolve("journal.db"));
    return new OutboxOwner(MARKET, chain, place, settings);
  }

  /** A block that costs more than anything in the pool offers. */
  private void mineWithout() {
    owner.nextBaseFee(100_000 * GWEI);
    MARKET.anvil().mine(1);
  }

  /** What passes between outbox and chain. */
  private static final class Wire implements FaultyEndpoint.Meddler {
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final Set<String> met = ConcurrentHashMap.newKeySet();
    private final Queue<String> estimates = new ConcurrentLinkedQueue<>();
    private volatile boolean refusesReplacements;
    private volatile String nonces = "";
    private volatile String poison = "";
    private volatile String poisonWords = "execution reverted";

    void refuseOnce(String... reasons) {
      refusals.addAll(List.of(reasons));
    }

    void refuseReplacements() {
      refusesReplacements = true;
    }

    boolean wasRefused(String words) {
      return heard.stream().anyMatch(it -> it.contains(words));
    }

    @Override
    public Optional<String> refusal(JsonNode call) {
      var subject = call.path("params").path(0);
      return switch (call.path("method").asText()) {
        case "eth_sendRawTransaction" -> {
          var isFresh = met.add(subject.asText());
          yield refusesReplacements && isFresh
              ? Optional.of("replacement transaction underpriced")
              : Optional.ofNullable(isFresh ? refusals.poll() : null);
        }
        case "eth_estimateGas" -> {
          estimates.add(subject.path("data").asText());
          yield Optional.of(poisonWords)
              .filter(_ -> !poison.isEmpty() && subject.path("data").asText().contains(poison));
        }
        default -> Optional.empty();
      };
    }

    @Override
    public void see(JsonNode call, ObjectNode reply) {
      switch (call.path("method").asText()) {
        case "eth_sendRawTransaction" -> {
          if (reply.has("error")) {
            heard.add(reply.path("error").path("message").asText());
          }
        }
        case "eth_getTransactionCount" -> {
          if (!nonces.isEmpty()) {
            reply.put("result", nonces);
          }
        }
        default -> {}
      }
    }
  }
}
