package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.journal.JournalPlace;
import souk.settlement.tx.OutboxSettings;
import souk.settlement.tx.TxOutcome;
import souk.testnet.chain.AnvilExtension;

/** What an outbox does on a real chain, whatever its journal is kept in. */
abstract class OutboxBehaviour {
  @RegisterExtension private static final AnvilExtension MARKET = AnvilExtension.minedByHand();

  private static final OutboxSettings FORGETFUL =
      new OutboxSettings(Duration.ofMillis(5), 3, 6, Amount.of(1_000_000_000_000L), 16, 4, 12);

  private Chain chain;
  private FaultyChain faulty;
  private OutboxOwner owner;

  /** A place for a journal that nobody has used. */
  abstract JournalPlace freshPlace();

  @BeforeEach
  void begin() {
    chain = MARKET.chain();
    faulty = FaultyChain.over(chain);
    owner = new OutboxOwner(MARKET, faulty.chain(), freshPlace(), OutboxOwner.SETTINGS);
  }

  @AfterEach
  void end() {
    owner.close();
  }

  @Test
  void landsACall() throws Exception {
    owner.outbox().submit("mint", owner.mint(1));

    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.minted()).isEqualTo(1);
  }

  @Test
  void takesTheSameKeyOnce() throws Exception {
    owner.outbox().submit("mint", owner.mint(1));
    owner.outbox().submit("mint", owner.mint(1));
    owner.awaitMining("mint");
    owner.outbox().submit("mint", owner.mint(1));
    mine(3);

    assertThat(owner.minted()).isEqualTo(1);
    assertThat(owner.mined()).isEqualTo(1);
  }

  @Test
  void landsManyCallsInOrder() throws Exception {
    IntStream.range(0, 40).forEach(round -> owner.outbox().submit("mint" + round, owner.mint(1)));

    for (var round = 0; round < 40; round++) {
      assertThat(owner.awaitMining("mint" + round)).isInstanceOf(TxOutcome.Included.class);
    }
    assertThat(owner.minted()).isEqualTo(40);
    assertThat(owner.mined()).isEqualTo(40);
  }

  @Test
  void sendsAgainWhatNeverArrived() throws Exception {
    faulty.next(FaultyChain.Fault.REQUEST_LOST);
    owner.outbox().submit("mint", owner.mint(1));

    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(faulty.allFaultsHappened()).isTrue();
    assertThat(owner.minted()).isEqualTo(1);
  }

  @Test
  void landsOnceWhatArrivedUnheard() throws Exception {
    faulty.next(FaultyChain.Fault.REPLY_LOST);
    faulty.next(FaultyChain.Fault.REPLY_LOST);
    owner.outbox().submit("mint", owner.mint(1));

    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    mine(3);
    assertThat(owner.minted()).isEqualTo(1);
  }

  @Test
  void goesOnAfterACrashBeforeSending() throws Exception {
    faulty.next(FaultyChain.Fault.REQUEST_LOST);
    owner.outbox().submit("mint", owner.mint(1));
    OutboxOwner.await(faulty::allFaultsHappened);
    owner.restart();

    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.minted()).isEqualTo(1);
  }

  @Test
  void goesOnAfterACrashBeforeSigning() throws Exception {
    faulty.cut(true);
    owner.outbox().submit("mint", owner.mint(1));
    owner.restart();
    faulty.cut(false);

    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.minted()).isEqualTo(1);
  }

  @Test
  void findsWhatWasMinedWhileItWasAway() throws Exception {
    owner.outbox().submit("mint", owner.mint(1));
    OutboxOwner.await(() -> owner.pooled() == 1);
    owner.stop();
    mine(2);
    owner.start();

    assertThat(owner.outbox().await("mint", OutboxOwner.PATIENCE))
        .isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.minted()).isEqualTo(1);
  }

  @Test
  void offersMoreForWhatIsNotMined() throws Exception {
    owner.outbox().submit("mint", owner.mint(1));
    OutboxOwner.await(() -> owner.pooled() == 1);
    var first = owner.pool();
    MARKET.anvil().call("anvil_dropAllTransactions");
    passBlocksWithoutTransactions(5);

    OutboxOwner.await(() -> owner.pooled() == 1 && !owner.pool().equals(first));
    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.minted()).isEqualTo(1);
  }

  @Test
  void sendsAgainWhatAReorgUndid() throws Exception {
    owner.outbox().submit("mint", owner.mint(1));
    var included = (TxOutcome.Included) owner.awaitMining("mint");
    MARKET.anvil().reorg((int) (chain.head().number() - included.blockNumber() + 1));
    assertThat(owner.minted()).isZero();

    OutboxOwner.await(
        () -> {
          mine(1);
          return owner.minted() == 1;
        });
    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void sendsAgainUnderAnotherNonceWhatAnotherProcessDisplaced() throws Exception {
    faulty.next(FaultyChain.Fault.REQUEST_LOST);
    owner.outbox().submit("mint", owner.mint(1));
    OutboxOwner.await(faulty::allFaultsHappened);
    MARKET.anvil().call("anvil_dropAllTransactions");
    chain.send(owner.foreign(0, 1));
    mine(10);

    OutboxOwner.await(
        () -> {
          mine(1);
          return owner.minted() == 1;
        });
    assertThat(owner.mined()).isEqualTo(2);
  }

  @Test
  void revertsWithoutSendingWhatWouldBeRefused() throws Exception {
    owner.outbox().submit("withdraw", new Call.Withdraw(Amount.of(1)));

    var outcome = owner.outbox().await("withdraw", OutboxOwner.PATIENCE);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            TxOutcome.Reverted.class,
            reverted -> assertThat(reverted.reason().error()).isEqualTo("BalanceTooSmall"));
    assertThat(owner.mined()).isZero();
  }

  @Test
  void triesAgainWhatWasReverted() throws Exception {
    owner.outbox().submit("deposit", new Call.Deposit(Amount.of(1)));
    assertThat(owner.outbox().await("deposit", OutboxOwner.PATIENCE))
        .isInstanceOf(TxOutcome.Reverted.class);
    owner.outbox().submit("mint", owner.mint(1));
    owner.outbox().submit("approve", new Call.Approve(Amount.of(1)));
    owner.outbox().submit("deposit", new Call.Deposit(Amount.of(1)));

    assertThat(owner.awaitMining("deposit")).isInstanceOf(TxOutcome.Included.class);
    assertThat(chain.account(owner.key.address()).marketBalance()).isEqualTo(Amount.of(1));
  }

  @Test
  void waitsForTheAllowanceOnItsWay() throws Exception {
    owner.outbox().submit("mint", owner.mint(1));
    owner.outbox().submit("approve", new Call.Approve(Amount.of(1)));
    owner.outbox().submit("deposit", new Call.Deposit(Amount.of(1)));

    assertThat(owner.awaitMining("deposit")).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void rejectsWhatTheAccountCannotPayFor() throws Exception {
    MARKET.anvil().setWei(owner.key.address(), Amount.of(1));
    owner.outbox().submit("mint", owner.mint(1));

    assertThat(owner.outbox().await("mint", OutboxOwner.PATIENCE))
        .isInstanceOfSatisfying(
            TxOutcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("send it some"));
  }

  @Test
  void saysWhatABatchSkipped() throws Exception {
    var ids = List.of(Hash.ZERO, Hash.parse("11".repeat(32)));
    owner.outbox().submit("settle", new Call.Settle(ids));

    assertThat(owner.awaitMining("settle"))
        .isInstanceOfSatisfying(
            TxOutcome.Included.class,
            included -> assertThat(included.skipped().keySet()).containsExactlyInAnyOrder(0, 1));
  }

  @Test
  void survivesAnOutage() throws Exception {
    faulty.cut(true);
    owner.outbox().submit("mint", owner.mint(1));
    assertThat(owner.outbox().await("mint", Duration.ofMillis(50)))
        .isEqualTo(new TxOutcome.Pending());

    faulty.cut(false);

    assertThat(owner.awaitMining("mint")).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void freesTheKeyOfWhatIsForgotten() throws Exception {
    owner.outbox().submit("mint", owner.mint(1));
    owner.awaitMining("mint");
    owner.outbox().forget("mint");
    assertThat(owner.outbox().outcome("mint")).isEmpty();

    owner.outbox().submit("mint", owner.mint(1));
    owner.awaitMining("mint");

    assertThat(owner.minted()).isEqualTo(2);
  }

  @Test
  void knowsNothingOfWhatWasNotSubmitted() {
    assertThatThrownBy(() -> owner.outbox().await("nothing", OutboxOwner.PATIENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'nothing'");
  }

  @Test
  void sendsCallsAlikeOfWhichOneIsRefused() throws Exception {
    owner.outbox().submit("mint", owner.mint(10));
    owner.outbox().submit("approve", new Call.Approve(Amount.of(100)));
    owner.awaitMining("approve");

    owner.outbox().submit("first", deposit(4));
    owner.awaitMining("first");
    owner.outbox().submit("too much", deposit(7));
    owner.outbox().submit("second", deposit(6));

    assertThat(owner.awaitMining("second")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.outbox().await("too much", OutboxOwner.PATIENCE))
        .isInstanceOf(TxOutcome.Reverted.class);
    assertThat(owner.mined()).isEqualTo(4);
  }

  @Test
  void countsWhatTransactionsCostOnceTheyAreFinal() throws Exception {
    var before = chain.wei(owner.key.address());
    owner.outbox().submit("settle", new Call.Settle(List.of(Hash.ZERO)));
    owner.outbox().submit("mint", owner.mint(1));
    var included = (TxOutcome.Included) owner.awaitMining("mint");
    MARKET.anvil().reorg((int) (chain.head().number() - included.blockNumber() + 1));
    OutboxOwner.await(
        () -> {
          mine(1);
          return owner.minted() == 1;
        });
    assertThat(owner.gasPaid()).isEqualTo(Amount.ZERO);

    mine(OutboxOwner.SETTINGS.finalAfterBlocks());
    OutboxOwner.await(() -> !owner.gasPaid().isZero());
    owner.restart();
    mine(1);

    OutboxOwner.await(() -> owner.gasPaid().equals(before.minus(chain.wei(owner.key.address()))));
  }

  @Test
  void forgetsWhatNoReorgCanUndo() throws Exception {
    owner.close();
    owner = new OutboxOwner(MARKET, chain, freshPlace(), FORGETFUL);
    for (var round = 0; round < 60; round++) {
      owner.outbox().submit("mint" + round, owner.mint(1));
      owner.outbox().submit("withdraw" + round, new Call.Withdraw(Amount.of(1)));
      assertThat(owner.awaitMining("mint" + round)).isInstanceOf(TxOutcome.Included.class);
      owner.awaitMining("withdraw" + round);
    }

    OutboxOwner.await(() -> owner.outbox().outcome("mint40").isEmpty());
    assertThat(owner.outbox().outcome("mint0")).isEmpty();
    assertThat(owner.outbox().outcome("withdraw0")).isEmpty();
    assertThat(owner.rows("outbox")).isLessThanOrEqualTo(2 * 13);
    assertThat(owner.rows("outbox_version")).isLessThanOrEqualTo(13);
    mine(30);
    OutboxOwner.await(() -> owner.rows("outbox") == 1);
    owner.restart();
    owner.outbox().submit("last", owner.mint(1));
    assertThat(owner.awaitMining("last")).isInstanceOf(TxOutcome.Included.class);
    assertThat(owner.minted()).isEqualTo(61);
    assertThat(owner.mined()).isEqualTo(61);
  }

  @Test
  void tellsWhatIsUndecided() throws Exception {
    owner.outbox().submit("mint", owner.mint(1));
    owner.awaitMining("mint");
    owner.outbox().submit("another", owner.mint(1));

    assertThat(owner.outbox().undecided()).containsExactly("another");
  }

  private static Call deposit(long units) {
    return new Call.Deposit(Amount.of(units));
  }

  private void mine(int blocks) {
    MARKET.anvil().mine(blocks);
  }

  private void passBlocksWithoutTransactions(int blocks) {
    for (var block = 0; block < blocks; block++) {
      MARKET.anvil().call("anvil_dropAllTransactions");
      mine(1);
    }
  }
}
