package souk.testnet.chain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import souk.protocol.codec.Digests;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.GasEstimate;
import souk.settlement.chain.Parameters;
import souk.settlement.chain.Transaction;
import souk.settlement.chain.TxReceipt;
import souk.settlement.keys.AccountKey;
import souk.settlement.web3j.Deployer;
import souk.settlement.web3j.Web3jChain;

/**
 * A chain with a fresh market on it, one for all tests of a class; each test finds it as deployed.
 *
 * <p>Blocks are mined a transaction each, or when the test mines one, so that a test alone decides
 * how time passes.
 */
public final class AnvilExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final Amount WEI = new Amount(BigInteger.TEN.pow(20));
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration POLL = Duration.ofMillis(2);

  private final Parameters parameters;
  private final boolean isMinedByHand;
  private @Nullable Path log;
  private @Nullable Anvil anvil;
  private @Nullable Web3jChain chain;
  private @Nullable String snapshot;

  /** A market with the parameters of local testnets. */
  public AnvilExtension() {
    this(Parameters.LOCAL);
  }

  /** A market with those parameters. */
  public AnvilExtension(Parameters parameters) {
    this(parameters, false);
  }

  private AnvilExtension(Parameters parameters, boolean isMinedByHand) {
    this.parameters = parameters;
    this.isMinedByHand = isMinedByHand;
  }

  /** A market with the parameters of local testnets, and blocks only when a test mines them. */
  public static AnvilExtension minedByHand() {
    return new AnvilExtension(Parameters.LOCAL, true);
  }

  /** The chain's process. */
  public Anvil anvil() {
    return required(anvil);
  }

  /** The market. */
  public Chain chain() {
    return required(chain);
  }

  /** Where the market is. */
  public Deployment deployment() {
    return chain().deployment();
  }

  /** The account of that name, with native currency for fees. */
  public AccountKey account(String name) {
    var key = key(name);
    anvil().setWei(key.address(), WEI);
    return key;
  }

  /** The account of that name, with fees and so many tokens in its market balance. */
  public AccountKey depositor(String name, Amount amount) {
    var key = account(name);
    land(key, new Call.Mint(key.address(), amount));
    land(key, new Call.Approve(amount));
    land(key, new Call.Deposit(amount));
    return key;
  }

  /** Sends the call, without an outbox, and insists that it takes effect. */
  public TxReceipt land(AccountKey sender, Call call) {
    var data = chain().encode(call);
    return switch (chain().estimate(sender.address(), data)) {
      case GasEstimate.Refused(var revert) ->
          throw new IllegalStateException("%s: %s".formatted(call, revert));
      case GasEstimate.Units(var gas) -> {
        var nonce = chain().nonce(sender.address());
        var signed = chain().sign(new Transaction(data, nonce, 2 * gas, chain().fees()), sender);
        var unused = chain().send(signed);
        yield awaitReceipt(signed.hash());
      }
    };
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    log = Files.createTempFile("anvil", ".log");
    anvil = Anvil.start(log);
    var endpoints = List.of(anvil.endpoint());
    try (var deployer = new Deployer(endpoints, account("deployer"), PATIENCE)) {
      chain = Web3jChain.connect(endpoints, deployer.deployWithStablecoin(parameters));
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    snapshot = anvil().snapshot();
    mineTransactions(!isMinedByHand);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    anvil().revert(required(snapshot));
    mineTransactions(true);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (chain != null) {
      chain.close();
    }
    if (anvil != null) {
      anvil.close();
    }
    if (log != null) {
      Files.deleteIfExists(log);
    }
  }

  private void mineTransactions(boolean atOnce) {
    anvil().call("evm_setAutomine", atOnce);
  }

  private TxReceipt awaitReceipt(Hash transaction) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var receipt = chain().receipt(transaction);
    while (receipt.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(POLL.toNanos());
      receipt = chain().receipt(transaction);
    }
    return receipt.filter(TxReceipt::succeeded).orElseThrow();
  }

  private static AccountKey key(String name) {
    return AccountKey.of(Digests.keccak256(name.getBytes(StandardCharsets.UTF_8)));
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the chain is not running yet");
    }
    return value;
  }
}
