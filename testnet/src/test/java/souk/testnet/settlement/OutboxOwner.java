package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import souk.protocol.value.Amount;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Fees;
import souk.settlement.chain.SignedTransaction;
import souk.settlement.chain.Transaction;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.settlement.keys.AccountKey;
import souk.settlement.tx.GasBook;
import souk.settlement.tx.Outbox;
import souk.settlement.tx.OutboxSettings;
import souk.settlement.tx.TxOutcome;
import souk.testnet.chain.AnvilExtension;

/** An account that sends through an outbox, on a chain whose blocks a test mines. */
final class OutboxOwner implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final OutboxSettings SETTINGS =
      new OutboxSettings(Duration.ofMillis(5), 3, 6, Amount.of(1_000_000_000_000L), 16, 4, 10_000);

  final AccountKey key;
  private final AnvilExtension market;
  private final Chain ownChain;
  private final JournalPlace place;
  private final OutboxSettings settings;
  private Journal journal;
  private Outbox outbox;

  /**
   * @param ownChain what the outbox sees of the market's chain
   * @param place of its journal
   */
  OutboxOwner(AnvilExtension market, Chain ownChain, JournalPlace place, OutboxSettings settings) {
    this.market = market;
    this.ownChain = ownChain;
    this.place = place;
    this.settings = settings;
    this.key = market.account("sender");
    this.journal = Journal.open(place);
    this.outbox = Outbox.start(ownChain, journal, key, settings);
  }

  Outbox outbox() {
    return outbox;
  }

  void stop() {
    outbox.close();
    journal.close();
  }

  void start() {
    journal = Journal.open(place);
    outbox = Outbox.start(ownChain, journal, key, settings);
  }

  void restart() {
    stop();
    start();
  }

  @Override
  public void close() {
    stop();
  }

  /** Rows of that table. */
  long rows(String table) {
    return journal.compute(
        session ->
            session
                .first("select count(*) as n from " + table, row -> row.number("n"))
                .orElseThrow());
  }

  /** What its transactions cost that no reorg can undo, wei. */
  Amount gasPaid() {
    return GasBook.paid(journal, key.address());
  }

  Call mint(long units) {
    return new Call.Mint(key.address(), Amount.of(units));
  }

  long minted() {
    return market.chain().account(key.address()).tokens().units().longValueExact();
  }

  /** How many of its transactions are in blocks. */
  long mined() {
    return market.chain().nonce(key.address());
  }

  /** Mines until the call is decided. */
  TxOutcome awaitMining(String call) throws InterruptedException {
    await(
        () -> {
          market.anvil().mine(1);
          return outbox.outcome(call).orElseThrow().isDecided();
        });
    return outbox.await(call, PATIENCE);
  }

  /** What a second process with the same key might send, for so many times the usual fees. */
  SignedTransaction foreign(long nonce, int times) {
    var chain = market.chain();
    var usual = chain.fees();
    var fees = new Fees(usual.maxPerGas().times(times), usual.tipPerGas().times(times));
    var data = chain.encode(new Call.TransferWei(key.address(), Amount.of(1)));
    return chain.sign(new Transaction(data, nonce, 100_000, fees), key);
  }

  /** The base fee of the next block, wei; it falls by an eighth with every empty one. */
  void nextBaseFee(long wei) {
    market.anvil().call("anvil_setNextBlockBaseFeePerGas", "0x" + Long.toHexString(wei));
  }

  int pooled() {
    return Integer.decode(market.anvil().call("txpool_status").path("pending").asText());
  }

  String pool() {
    return market.anvil().call("txpool_content").path("pending").toString();
  }

  /** The most that anything in the pool offers per unit of gas, wei. */
  Amount mostOffered() {
    return market.anvil().call("txpool_content").findValues("maxFeePerGas").stream()
        .map(it -> new Amount(new BigInteger(it.asText().substring(2), 16)))
        .reduce(Amount.ZERO, (one, other) -> one.isLessThan(other) ? other : one);
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      Thread.sleep(Duration.ofMillis(10));
    }
  }
}
