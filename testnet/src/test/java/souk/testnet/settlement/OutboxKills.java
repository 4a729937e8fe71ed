package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import souk.protocol.value.Amount;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;
import souk.settlement.journal.CrashPoint;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalException;
import souk.settlement.keys.AccountKey;
import souk.settlement.tx.Outbox;
import souk.settlement.tx.OutboxSettings;
import souk.settlement.tx.TxOutcome;
import souk.testnet.chain.AnvilExtension;

/**
 * Kills an outbox at every one of its steps, has another go on with its journal, and finds the
 * effects of its calls exactly once.
 */
final class OutboxKills {
  private static final OutboxSettings SETTINGS =
      new OutboxSettings(Duration.ofMillis(2), 2, 64, Amount.of(1_000_000_000_000L), 16, 4, 50_000);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  // These answer the same whenever they are asked, or are asked all the time.
  private static final Set<String> NO_STEPS =
      Set.of("deployment", "parameters", "encode", "head", "toString");

  private final AnvilExtension market;
  private final Chain chain;
  private final Path directory;
  private AccountKey key;
  private CrashPoint point = new CrashPoint(0);

  OutboxKills(AnvilExtension market, Path directory) {
    this.market = market;
    this.chain = market.chain();
    this.directory = directory;
    this.key = market.account("sender");
  }

  /** What an outbox goes through. */
  interface Life {
    void live(Outbox outbox) throws Exception;
  }

  long sent() {
    return chain.nonce(key.address());
  }

  /** Thrown by a life when the process it belongs to has ended. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Tells at which steps it was killed. */
  Set<String> killAtEveryStep(Life life) throws Exception {
    var seen = new TreeSet<String>();
    for (var step = 0; ; step++) {
      key = market.account("sender" + step);
      var file = directory.resolve("journal" + step + ".db");
      point = new CrashPoint(step);
      if (livesToTheEnd(life, file)) {
        return seen;
      }
      seen.add(point.lastStep());
      goOn(file);
      assertThat(state()).as("killed at step %d, %s", step, point.lastStep()).isEqualTo("2 3 3");
    }
  }

  private boolean livesToTheEnd(Life life, Path file) throws Exception {
    try (var journal = point.journal(file);
        var outbox = Outbox.start(mortal(), journal, key, SETTINGS)) {
      life.live(outbox);
      return true;
    } catch (Ended | JournalException | ChainException e) {
      assertThat(point.hasCrashed()).isTrue();
      return false;
    }
  }

  /** What an owner does that was killed and does not know how far it came: all of it again. */
  private void goOn(Path file) throws Exception {
    try (var journal = Journal.open(file);
        var outbox = Outbox.start(chain, journal, key, SETTINGS)) {
      calls().forEach(outbox::submit);
      var end = System.nanoTime() + PATIENCE.toNanos();
      while (!(areDecided(outbox) && chain.nonce(key.address()) == 3)) {
        market.anvil().mine(1);
        assertThat(System.nanoTime()).as("time after " + point.lastStep()).isLessThan(end);
        Thread.sleep(Duration.ofMillis(5));
      }
      for (var name : calls().keySet()) {
        assertThat(outbox.outcome(name))
            .hasValueSatisfying(it -> assertThat(it).isInstanceOf(TxOutcome.Included.class));
      }
    }
  }

  private Chain mortal() {
    return point.behind(
        Chain.class,
        chain,
        name -> !NO_STEPS.contains(name),
        message -> ChainException.retryable(message, null));
  }

  /** How many blocks a reorg replaces that undoes all three calls. */
  int depth(Outbox outbox) {
    return (int)
        outbox
            .outcome("mint")
            .map(it -> chain.head().number() - ((TxOutcome.Included) it).blockNumber() + 1)
            .orElseThrow()
            .longValue();
  }

  /** Three calls of which each needs the one before. */
  Map<String, Call> calls() {
    var calls = new LinkedHashMap<String, Call>();
    calls.put("mint", new Call.Mint(key.address(), Amount.of(5)));
    calls.put("approve", new Call.Approve(Amount.of(3)));
    calls.put("deposit", new Call.Deposit(Amount.of(3)));
    return calls;
  }

  /** Tokens in hand, tokens in the market, transactions in blocks. */
  private String state() {
    var account = chain.account(key.address());
    return account.tokens() + " " + account.marketBalance() + " " + chain.nonce(key.address());
  }

  boolean areDecided(Outbox outbox) {
    return calls().keySet().stream()
        .allMatch(it -> outbox.outcome(it).filter(TxOutcome::isDecided).isPresent());
  }

  int pooled() {
    return Integer.decode(market.anvil().call("txpool_status").path("pending").asText());
  }

  void awaitMining(BooleanSupplier condition) throws InterruptedException {
    awaitAnyone(
        () -> {
          market.anvil().mine(1);
          return condition.getAsBoolean();
        });
  }

  /** Waits while the process lives. */
  void awaitAnyone(BooleanSupplier condition) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (point.hasCrashed()) {
        throw new Ended();
      }
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      Thread.sleep(Duration.ofMillis(5));
    }
    if (point.hasCrashed()) {
      throw new Ended();
    }
  }
}
