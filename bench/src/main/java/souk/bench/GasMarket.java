package souk.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import souk.protocol.codec.Digests;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.CallData;
import souk.settlement.chain.Chain;
import souk.settlement.chain.GasEstimate;
import souk.settlement.chain.Parameters;
import souk.settlement.chain.Transaction;
import souk.settlement.chain.TxReceipt;
import souk.settlement.keys.AccountKey;
import souk.settlement.web3j.Deployer;
import souk.settlement.web3j.Web3jChain;
import souk.testnet.chain.Anvil;

/** A market of the protocol's own parameters on a chain whose time the benchmark decides. */
final class GasMarket implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long BLOCK_GAS = 30_000_000;
  private static final int MOST_SEEDS = 1_000;
  private static final Duration POLL = Duration.ofMillis(2);
  private static final Amount WEI = new Amount(BigInteger.TEN.pow(21));

  private final Anvil anvil;
  private final Chain chain;

  private GasMarket(Anvil anvil, Chain chain) {
    this.anvil = anvil;
    this.chain = chain;
  }

  static GasMarket start() throws IOException, InterruptedException {
    var anvil = Anvil.start(Files.createTempFile("souk-bench", ".log"));
    try {
      var endpoints = List.of(anvil.endpoint());
      var deployer = key("deployer");
      anvil.setWei(deployer.address(), WEI);
      try (var deploying = new Deployer(endpoints, deployer, PATIENCE)) {
        var deployment = deploying.deployWithStablecoin(Parameters.STANDARD);
        return new GasMarket(anvil, Web3jChain.connect(endpoints, deployment));
      }
    } catch (RuntimeException | InterruptedException e) {
      anvil.close();
      throw e;
    }
  }

  /**
   * A call that took effect.
   *
   * @param gas what it cost
   */
  record Landed(TxReceipt receipt, GasSplit gas) {}

  Chain chain() {
    return chain;
  }

  /** An account with fees and so many tokens in its market balance. */
  AccountKey depositor(String name, Amount amount) {
    var key = key(name);
    anvil.setWei(key.address(), WEI);
    for (var call :
        List.of(
            new Call.Mint(key.address(), amount),
            new Call.Approve(amount),
            new Call.Deposit(amount))) {
      var unused = land(key, call);
    }
    return key;
  }

  /**
   * Sends a call.
   *
   * @throws IllegalStateException if it is refused
   */
  Landed land(AccountKey sender, Call call) {
    var data = chain.encode(call);
    return switch (chain.estimate(sender.address(), data)) {
      case GasEstimate.Refused(var revert) ->
          throw new IllegalStateException("%s: %s".formatted(call, revert));
      case GasEstimate.Units(var gas) -> {
        var nonce = chain.nonce(sender.address());
        var limit = Math.min(2 * gas, BLOCK_GAS);
        var signed = chain.sign(new Transaction(data, nonce, limit, chain.fees()), sender);
        var unused = chain.send(signed);
        var receipt = await(signed.hash());
        yield new Landed(receipt, split(receipt, data));
      }
    };
  }

  /**
   * Lands a call whose effect the hash of a seed block decides, with other hashes until the effect
   * is the wanted one. The seed block must have been chosen in the newest block.
   */
  Landed landSeeded(AccountKey sender, Call call, Predicate<TxReceipt> wanted) {
    for (var attempt = 1; attempt <= MOST_SEEDS; attempt++) {
      var before = anvil.snapshot();
      anvil.call("evm_increaseTime", attempt);
      anvil.mine(chain.parameters().seedDelay());
      if (takes(sender, call)) {
        var landed = land(sender, call);
        if (wanted.test(landed.receipt())) {
          return landed;
        }
      }
      anvil.revert(before);
    }
    throw new IllegalStateException("no seed has the wanted effect: " + call);
  }

  void passTime(Duration time) {
    anvil.passTime(time);
  }

  @Override
  public void close() {
    chain.close();
    anvil.close();
  }

  private boolean takes(AccountKey sender, Call call) {
    return chain.estimate(sender.address(), chain.encode(call)) instanceof GasEstimate.Units;
  }

  private TxReceipt await(Hash transaction) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var receipt = chain.receipt(transaction);
    while (receipt.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(POLL.toNanos());
      receipt = chain.receipt(transaction);
    }
    return receipt.filter(TxReceipt::succeeded).orElseThrow();
  }

  private GasSplit split(TxReceipt receipt, CallData data) {
    var transaction = receipt.transaction().toString();
    var logs = anvil.call("eth_getTransactionReceipt", transaction).path("logs");
    return GasSplit.of(
        receipt.gasUsed(), data, logs, trace(transaction, false), trace(transaction, true));
  }

  private JsonNode trace(String transaction, boolean difference) {
    return anvil.call(
        "debug_traceTransaction",
        transaction,
        Map.of("tracer", "prestateTracer", "tracerConfig", Map.of("diffMode", difference)));
  }

  private static AccountKey key(String name) {
    return AccountKey.of(Digests.keccak256(name.getBytes(StandardCharsets.UTF_8)));
  }
}
