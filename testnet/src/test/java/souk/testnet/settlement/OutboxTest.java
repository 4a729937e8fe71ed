package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
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
import souk.settlement.chain.SignedTransaction;
import souk.settlement.chain.Transaction;
import souk.settlement.journal.Journal;
import souk.settlement.keys.AccountKey;
import souk.settlement.tx.Outbox;
import souk.settlement.tx.OutboxSettings;
import souk.settlement.tx.TxOutcome;
import souk.testnet.chain.AnvilExtension;

class OutboxTest {
  @RegisterExtension private static final AnvilExtension MARKET = new AnvilExtension();

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final OutboxSettings SETTINGS =
      new OutboxSettings(Duration.ofMillis(5), 3, 6, Amount.of(1_000_000_000_000L), 16, 4);

  @TempDir private Path directory;
  private FaultyChain faulty;
  private Chain chain;
  private AccountKey key;
  private Journal journal;
  private Outbox outbox;

  @BeforeEach
  void begin() {
    chain = MARKET.chain();
    faulty = FaultyChain.over(chain);
    key = MARKET.account("sender");
    MARKET.anvil().call("evm_setAutomine", false);
    start();
  }

  @AfterEach
  void end() {
    stop();
    MARKET.anvil().call("evm_setAutomine", true);
  }

  @Test
  void landsACall() throws Exception {
    outbox.submit("mint", mint(1));

    assertThat(awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(minted()).isEqualTo(1);
  }

  @Test
  void takesTheSameKeyOnce() throws Exception {
    outbox.submit("mint", mint(1));
    outbox.submit("mint", mint(1));
    awaitMining("mint");
    outbox.submit("mint", mint(1));
    mine(3);

    assertThat(minted()).isEqualTo(1);
    assertThat(chain.nonce(key.address())).isEqualTo(1);
  }

  @Test
  void landsManyCallsInOrder() throws Exception {
    IntStream.range(0, 40).forEach(round -> outbox.submit("mint" + round, mint(1)));

    for (var round = 0; round < 40; round++) {
      assertThat(awaitMining("mint" + round)).isInstanceOf(TxOutcome.Included.class);
    }
    assertThat(minted()).isEqualTo(40);
    assertThat(chain.nonce(key.address())).isEqualTo(40);
  }

  @Test
  void sendsAgainWhatNeverArrived() throws Exception {
    faulty.next(FaultyChain.Fault.REQUEST_LOST);
    outbox.submit("mint", mint(1));

    assertThat(awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(faulty.allFaultsHappened()).isTrue();
    assertThat(minted()).isEqualTo(1);
  }

  @Test
  void landsOnceWhatArrivedUnheard() throws Exception {
    faulty.next(FaultyChain.Fault.REPLY_LOST);
    faulty.next(FaultyChain.Fault.REPLY_LOST);
    outbox.submit("mint", mint(1));

    assertThat(awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    mine(3);
    assertThat(minted()).isEqualTo(1);
  }

  @Test
  void goesOnAfterACrashBeforeSending() throws Exception {
    faulty.next(FaultyChain.Fault.REQUEST_LOST);
    outbox.submit("mint", mint(1));
    await(faulty::allFaultsHappened);
    restart();

    assertThat(awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(minted()).isEqualTo(1);
  }

  @Test
  void goesOnAfterACrashBeforeSigning() throws Exception {
    faulty.cut(true);
    outbox.submit("mint", mint(1));
    restart();
    faulty.cut(false);

    assertThat(awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(minted()).isEqualTo(1);
  }

  @Test
  void findsWhatWasMinedWhileItWasAway() throws Exception {
    outbox.submit("mint", mint(1));
    await(() -> pooled() == 1);
    stop();
    mine(2);
    start();

    assertThat(outbox.await("mint", PATIENCE)).isInstanceOf(TxOutcome.Included.class);
    assertThat(minted()).isEqualTo(1);
  }

  @Test
  void offersMoreForWhatIsNotMined() throws Exception {
    outbox.submit("mint", mint(1));
    await(() -> pooled() == 1);
    var first = pool();
    MARKET.anvil().call("anvil_dropAllTransactions");
    passBlocksWithoutTransactions(5);

    await(() -> pooled() == 1 && !pool().equals(first));
    assertThat(awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(minted()).isEqualTo(1);
  }

  @Test
  void sendsAgainWhatAReorgUndid() throws Exception {
    outbox.submit("mint", mint(1));
    var included = (TxOutcome.Included) awaitMining("mint");
    MARKET.anvil().reorg((int) (chain.head().number() - included.blockNumber() + 1));
    assertThat(minted()).isZero();

    await(
        () -> {
          mine(1);
          return minted() == 1;
        });
    assertThat(awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void sendsAgainUnderAnotherNonceWhatAnotherProcessDisplaced() throws Exception {
    faulty.next(FaultyChain.Fault.REQUEST_LOST);
    outbox.submit("mint", mint(1));
    await(faulty::allFaultsHappened);
    MARKET.anvil().call("anvil_dropAllTransactions");
    chain.send(foreign(0));
    mine(10);

    await(
        () -> {
          mine(1);
          return minted() == 1;
        });
    assertThat(chain.nonce(key.address())).isEqualTo(2);
  }

  @Test
  void revertsWithoutSendingWhatWouldBeRefused() throws Exception {
    outbox.submit("withdraw", new Call.Withdraw(Amount.of(1)));

    var outcome = outbox.await("withdraw", PATIENCE);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            TxOutcome.Reverted.class,
            reverted -> assertThat(reverted.reason().error()).isEqualTo("BalanceTooSmall"));
    assertThat(chain.nonce(key.address())).isZero();
  }

  @Test
  void triesAgainWhatWasReverted() throws Exception {
    outbox.submit("deposit", new Call.Deposit(Amount.of(1)));
    assertThat(outbox.await("deposit", PATIENCE)).isInstanceOf(TxOutcome.Reverted.class);
    outbox.submit("mint", mint(1));
    outbox.submit("approve", new Call.Approve(Amount.of(1)));
    outbox.submit("deposit", new Call.Deposit(Amount.of(1)));

    assertThat(awaitMining("deposit")).isInstanceOf(TxOutcome.Included.class);
    assertThat(chain.account(key.address()).marketBalance()).isEqualTo(Amount.of(1));
  }

  @Test
  void waitsForTheAllowanceOnItsWay() throws Exception {
    outbox.submit("mint", mint(1));
    outbox.submit("approve", new Call.Approve(Amount.of(1)));
    outbox.submit("deposit", new Call.Deposit(Amount.of(1)));

    assertThat(awaitMining("deposit")).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void rejectsWhatTheAccountCannotPayFor() throws Exception {
    MARKET.anvil().setWei(key.address(), Amount.of(1));
    outbox.submit("mint", mint(1));

    assertThat(outbox.await("mint", PATIENCE))
        .isInstanceOfSatisfying(
            TxOutcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("send it some"));
  }

  @Test
  void saysWhatABatchSkipped() throws Exception {
    var ids = List.of(Hash.ZERO, Hash.parse("11".repeat(32)));
    outbox.submit("settle", new Call.Settle(ids));

    assertThat(awaitMining("settle"))
        .isInstanceOfSatisfying(
            TxOutcome.Included.class,
            included -> assertThat(included.skipped().keySet()).containsExactlyInAnyOrder(0, 1));
  }

  @Test
  void survivesAnOutage() throws Exception {
    faulty.cut(true);
    outbox.submit("mint", mint(1));
    assertThat(outbox.await("mint", Duration.ofMillis(50))).isEqualTo(new TxOutcome.Pending());

    faulty.cut(false);

    assertThat(awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void freesTheKeyOfWhatIsForgotten() throws Exception {
    outbox.submit("mint", mint(1));
    awaitMining("mint");
    outbox.forget("mint");
    assertThat(outbox.outcome("mint")).isEmpty();

    outbox.submit("mint", mint(1));
    awaitMining("mint");

    assertThat(minted()).isEqualTo(2);
  }

  @Test
  void knowsNothingOfWhatWasNotSubmitted() {
    assertThatThrownBy(() -> outbox.await("nothing", PATIENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'nothing'");
  }

  private void start() {
    journal = Journal.open(directory.resolve("journal.db"));
    outbox = Outbox.start(faulty.chain(), journal, key, SETTINGS);
  }

  private void stop() {
    outbox.close();
    journal.close();
  }

  private void restart() {
    stop();
    start();
  }

  private Call mint(long units) {
    return new Call.Mint(key.address(), Amount.of(units));
  }

  private long minted() {
    return chain.account(key.address()).tokens().units().longValueExact();
  }

  private void mine(int blocks) {
    MARKET.anvil().mine(blocks);
  }

  /** Mines until the call is decided. */
  private TxOutcome awaitMining(String call) throws InterruptedException {
    await(
        () -> {
          mine(1);
          return outbox.outcome(call).orElseThrow().isDecided();
        });
    return outbox.await(call, PATIENCE);
  }

  /** What a second process with the same key might send. */
  private SignedTransaction foreign(long nonce) {
    var data = chain.encode(new Call.TransferWei(key.address(), Amount.of(1)));
    return chain.sign(new Transaction(data, nonce, 100_000, chain.fees()), key);
  }

  private void passBlocksWithoutTransactions(int blocks) {
    for (var block = 0; block < blocks; block++) {
      MARKET.anvil().call("anvil_dropAllTransactions");
      mine(1);
    }
  }

  private int pooled() {
    return Integer.decode(MARKET.anvil().call("txpool_status").path("pending").asText());
  }

  private String pool() {
    return MARKET.anvil().call("txpool_content").path("pending").toString();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      Thread.sleep(Duration.ofMillis(10));
    }
  }
}
