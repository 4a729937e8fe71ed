package souk.bench;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import souk.protocol.codec.Digests;
import souk.protocol.value.Amount;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Parameters;
import souk.settlement.chain.Transaction;
import souk.settlement.journal.Journal;
import souk.settlement.keys.AccountKey;
import souk.settlement.tx.Outbox;
import souk.settlement.tx.OutboxSettings;
import souk.settlement.tx.TxOutcome;
import souk.settlement.web3j.Deployer;
import souk.settlement.web3j.Web3jChain;
import souk.testnet.chain.Anvil;

/**
 * Many different calls of one account, each a transaction of its own, through a durable outbox to
 * anvil with blocks of a second and room for all of them.
 */
final class TransactionThroughput implements Benchmark {
  private static final String NOTE =
      "tx_*: deposits of different amounts, each written to a SQLite journal (synchronous), tried,"
          + " signed, written again, sent to anvil on the same cores, and followed until the journal"
          + " has its outcome; the aim is for a node with cores of its own. tx_ceiling_*: as many,"
          + " signed beforehand and only sent. tx_cpu_us, tx_anvil_cpu_us: processor time of both"
          + " processes a transaction, until it is concluded.";

  private static final int WARM_UP = 18_000;
  private static final int TRANSACTIONS = 12_000;
  private static final int GROUP = 500;
  private static final Duration BLOCK_TIME = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(25);
  private static final long GAS_LIMIT = 300_000;
  private static final String BLOCK_GAS = "0x2540be400"; // 10^10
  private static final Amount WEI = new Amount(BigInteger.TEN.pow(24));
  private static final OutboxSettings SETTINGS =
      new OutboxSettings(
          Duration.ofMillis(50),
          20,
          64,
          Amount.of(1_000_000_000_000L),
          2 * TRANSACTIONS,
          4,
          50_000);

  @Override
  public Report run() throws Exception {
    System.err.println("transactions of one account, through its outbox, to anvil");
    try (var directory = new WorkDirectory();
        var anvil = Anvil.start(directory.path().resolve("anvil.log"));
        var chain = market(anvil);
        var journal = Journal.open(directory.path().resolve("journal.db"))) {
      var key = key("sender");
      anvil.setWei(key.address(), WEI);
      var figures = new ArrayList<Figure>();
      try (var outbox = Outbox.start(chain, journal, key, SETTINGS)) {
        figures.addAll(new Sending(chain, key, outbox).measure(anvil));
      }
      figures.addAll(ceiling(chain, key));
      return new Report(figures, List.of(NOTE));
    }
  }

  /** What anvil takes and mines if nothing is left to do but to send. */
  private static List<Figure> ceiling(Chain chain, AccountKey key) {
    var first = chain.nonce(key.address());
    var fees = chain.fees();
    var signed =
        IntStream.range(0, TRANSACTIONS)
            .parallel()
            .mapToObj(
                i -> {
                  var data = chain.encode(new Call.Deposit(Amount.of(i + 1L)));
                  return chain.sign(new Transaction(data, first + i, GAS_LIMIT, fees), key);
                })
            .toList();
    var begun = System.nanoTime();
    for (var sent = 0; sent < TRANSACTIONS; sent += GROUP) {
      var unused = chain.send(signed.subList(sent, Math.min(TRANSACTIONS, sent + GROUP)));
    }
    var accepted = rate(TRANSACTIONS, begun);
    await(() -> chain.nonce(key.address()) >= first + TRANSACTIONS);
    return List.of(
        Figure.of("tx_ceiling_accepted_per_s", accepted, "tx/s"),
        Figure.of("tx_ceiling_mined_per_s", rate(TRANSACTIONS, begun), "tx/s"));
  }

  /** One account's sending. */
  private static final class Sending {
    private final Chain chain;
    private final AccountKey key;
    private final Outbox outbox;
    private int submitted;

    Sending(Chain chain, AccountKey key, Outbox outbox) {
      this.chain = chain;
      this.key = key;
      this.outbox = outbox;
    }

    List<Figure> measure(Anvil anvil) throws InterruptedException {
      var tokens = Amount.of(1_000_000_000_000L);
      perform("mint", new Call.Mint(key.address(), tokens));
      perform("approve", new Call.Approve(tokens));
      var unusedLimit = anvil.call("evm_setBlockGasLimit", BLOCK_GAS);
      anvil.mineEvery(BLOCK_TIME);
      var unusedWarmUp = run(WARM_UP);
      var ours = processorMicros(ProcessHandle.current().pid());
      var its = processorMicros(anvil.pid());
      var figures = new ArrayList<>(run(TRANSACTIONS));
      figures.add(share("tx_cpu_us", ProcessHandle.current().pid(), ours));
      figures.add(share("tx_anvil_cpu_us", anvil.pid(), its));
      return figures;
    }

    private static Figure share(String name, long process, long before) {
      return Figure.of(name, (processorMicros(process) - before) / TRANSACTIONS, "us");
    }

    private List<Figure> run(int count) {
      var before = chain.nonce(key.address());
      var begun = System.nanoTime();
      for (var sent = 0; sent < count; sent += GROUP) {
        outbox.submitAll(deposits(Math.min(GROUP, count - sent)));
      }
      var written = rate(count, begun);
      await(() -> chain.pooledNonce(key.address()) >= before + count);
      var accepted = rate(count, begun);
      await(() -> chain.nonce(key.address()) >= before + count);
      var mined = rate(count, begun);
      await(() -> outbox.queue() == 0);
      return List.of(
          Figure.of("tx_written_per_s", written, "tx/s"),
          Figure.of("tx_accepted_per_s", accepted, "tx/s", 3_000),
          Figure.of("tx_mined_per_s", mined, "tx/s", 3_000),
          Figure.of("tx_concluded_per_s", rate(count, begun), "tx/s"));
    }

    private Map<String, Call> deposits(int count) {
      var calls = new LinkedHashMap<String, Call>();
      for (var i = 0; i < count; i++) {
        submitted++;
        calls.put("deposit/" + submitted, new Call.Deposit(Amount.of(submitted)));
      }
      return calls;
    }

    private void perform(String name, Call call) throws InterruptedException {
      var outcome = outbox.submitAndAwait(name, call, PATIENCE);
      if (!(outcome instanceof TxOutcome.Included)) {
        throw new IllegalStateException(name + ": " + outcome);
      }
    }
  }

  private static long rate(int count, long begun) {
    return Math.round(count * 1e9 / (System.nanoTime() - begun));
  }

  private static long processorMicros(long process) {
    return ProcessHandle.of(process)
        .flatMap(it -> it.info().totalCpuDuration())
        .map(it -> it.toNanos() / 1_000)
        .orElseThrow();
  }

  private static void await(BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the chain does not keep up");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static Chain market(Anvil anvil) throws InterruptedException {
    var endpoints = List.of(anvil.endpoint());
    var deployer = key("deployer");
    anvil.setWei(deployer.address(), WEI);
    try (var deploying = new Deployer(endpoints, deployer, PATIENCE)) {
      return Web3jChain.connect(endpoints, deploying.deployWithStablecoin(Parameters.LOCAL));
    }
  }

  private static AccountKey key(String name) {
    return AccountKey.of(Digests.keccak256(name.getBytes(StandardCharsets.UTF_8)));
  }
}
