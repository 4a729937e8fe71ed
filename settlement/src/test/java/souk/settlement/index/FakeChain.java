package souk.settlement.index;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.ChainSpan;
import souk.settlement.chain.Conditions;
import souk.settlement.chain.Court;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Head;
import souk.settlement.chain.IdentitySnapshot;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.Parameters;
import souk.settlement.chain.ProviderSnapshot;
import souk.settlement.chain.RawLog;
import souk.settlement.chain.VerifierSnapshot;

/** A chain of make-believe blocks, as one endpoint shows it: it forks, lags and counts. */
public final class FakeChain {
  static final int EPOCH_SECONDS = 600;
  private static final long FIRST = 3;

  private final Deployment deployment;
  private final List<Block> blocks = new ArrayList<>();
  private final Chain chain = chain();
  private long forks;
  private int lag;
  private int ranges;
  private int contractReads;
  private long keptBackFrom = Long.MAX_VALUE;
  private long keptBackTo;
  private Runnable beforeLogs = () -> {};

  private record Block(Head head, List<RawLog> logs, FakeMarket market) {}

  FakeChain() {
    this(31_337);
  }

  FakeChain(long chainId) {
    deployment = deployment(chainId);
    for (var number = 0; number < FIRST; number++) {
      append(List.of(), new FakeMarket());
    }
  }

  static Deployment deployment(long chainId) {
    var any = FakeMarket.party(100);
    var court = new Court(any, any, any, any, any, any);
    return new Deployment(
        chainId, hash(0, 0), any, any, any, court, any, any, any, any, any, 6, FIRST);
  }

  Chain chain() {
    return (Chain)
        Proxy.newProxyInstance(
            Chain.class.getClassLoader(),
            new Class<?>[] {Chain.class},
            (proxy, method, arguments) -> {
              try {
                return FakeChain.class
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(this, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  Chain asChain() {
    return chain;
  }

  /** Adds a block in which so many things happen. */
  void mine(RandomGenerator random, int events) {
    mine(
        (market, head) -> {
          var logs = new ArrayList<FakeLogs.Log>();
          for (var i = 0; i < events; i++) {
            logs.addAll(market.act(random, head));
            logs.addAll(market.agents.act(random, head));
          }
          return logs;
        });
  }

  /** Adds a block in which that happens to the market, and is logged. */
  void mine(BiFunction<FakeMarket, Head, List<FakeLogs.Log>> what) {
    var market = blocks.getLast().market().copy();
    append(what.apply(market, next()), market);
  }

  /** Takes the newest blocks off; the next ones are others. */
  void fork(int depth) {
    var kept = Math.max(FIRST, blocks.size() - depth);
    while (blocks.size() > kept) {
      blocks.removeLast();
    }
    forks++;
  }

  /** Shows so many blocks less than there are. */
  void lag(int missing) {
    lag = missing;
  }

  /** Tells no logs of these blocks, unless every endpoint is asked. */
  void keepBack(long from, long to) {
    keptBackFrom = from;
    keptBackTo = to;
  }

  /** Does that once, just before it answers for logs. */
  void beforeNextLogs(Runnable what) {
    beforeLogs = what;
  }

  /** Requests for logs since this was asked last. */
  int takeRanges() {
    var taken = ranges;
    ranges = 0;
    return taken;
  }

  /** Jobs and accounts read of the contracts since this was asked last. */
  int takeContractReads() {
    var taken = contractReads;
    contractReads = 0;
    return taken;
  }

  FakeMarket market() {
    return blocks.getLast().market();
  }

  public Deployment deployment() {
    return deployment;
  }

  public Parameters parameters() {
    return Parameters.LOCAL;
  }

  public String tokenSymbol() {
    return "COIN";
  }

  public Conditions conditions(Address provider) {
    var market = blocks.get((int) head().number()).market();
    return new Conditions(
        Price.of(market.meanPrice),
        BigInteger.valueOf(market.floor),
        market.weights.size(),
        Amount.ZERO,
        0,
        0);
  }

  public Head head() {
    return blocks.get(Math.max(0, blocks.size() - 1 - lag)).head();
  }

  public Optional<Head> block(long number) {
    return number > head().number()
        ? Optional.empty()
        : Optional.of(blocks.get((int) number).head());
  }

  public ChainSpan span(long from, long to) {
    var all = spanOfAll(from, to);
    return new ChainSpan(
        all.blocks(),
        all.logs().stream()
            .filter(
                log -> log.at().blockNumber() < keptBackFrom || log.at().blockNumber() > keptBackTo)
            .toList());
  }

  public ChainSpan spanOfAll(long from, long to) {
    ranges++;
    var before = beforeLogs;
    beforeLogs = () -> {};
    before.run();
    if (to > head().number()) {
      throw ChainException.retryable("the chain has become shorter", null);
    }
    var span = blocks.subList((int) from, (int) to + 1);
    return new ChainSpan(
        span.stream().map(Block::head).toList(),
        span.stream().flatMap(block -> block.logs().stream()).toList());
  }

  public Map<Hash, JobSnapshot> jobs(Collection<Hash> ids, Head at) {
    var market = marketAt(at);
    var found = new LinkedHashMap<Hash, JobSnapshot>();
    ids.forEach(id -> market.job(id, at).ifPresent(job -> found.put(id, job)));
    contractReads += ids.size();
    return found;
  }

  public Map<Address, ProviderSnapshot> providers(Collection<Address> addresses, Head at) {
    var market = marketAt(at);
    var found = new LinkedHashMap<Address, ProviderSnapshot>();
    addresses.forEach(it -> found.put(it, market.provider(it)));
    contractReads += addresses.size();
    return found;
  }

  public Map<Address, VerifierSnapshot> verifiers(Collection<Address> addresses, Head at) {
    var market = marketAt(at);
    var found = new LinkedHashMap<Address, VerifierSnapshot>();
    addresses.forEach(it -> found.put(it, market.verifier(it, epoch(at))));
    contractReads += addresses.size();
    return found;
  }

  public Map<Address, Amount> balances(Collection<Address> addresses, Head at) {
    var market = marketAt(at);
    var found = new LinkedHashMap<Address, Amount>();
    addresses.forEach(it -> found.put(it, market.balance(it)));
    contractReads += addresses.size();
    return found;
  }

  /** Every agent says where its file is. */
  public Optional<IdentitySnapshot> identity(AgentId id) {
    var owner = FakeMarket.party(100);
    return Optional.of(new IdentitySnapshot(id, owner, "ipfs://agent/" + id, Optional.empty()));
  }

  public long epoch(Head at) {
    return at.time().getEpochSecond() / EPOCH_SECONDS;
  }

  private FakeMarket marketAt(Head at) {
    return blocks.stream()
        .filter(block -> block.head().equals(at))
        .findFirst()
        .orElseThrow(() -> ChainException.retryable("the block was replaced", null))
        .market();
  }

  private void append(List<FakeLogs.Log> logs, FakeMarket market) {
    var head = next();
    var placed = new ArrayList<RawLog>();
    for (var log : logs) {
      var index = placed.size();
      placed.add(
          log.at(
              new LogPosition(
                  head.number(), head.hash(), hash(head.number(), 1_000 + index), index)));
    }
    blocks.add(new Block(head, List.copyOf(placed), market));
  }

  private Head next() {
    var number = blocks.size();
    var parent = number == 0 ? Hash.ZERO : blocks.getLast().head().hash();
    var time = Instant.ofEpochSecond(1_800_000_000L + 10L * number + forks % 7);
    return new Head(number, hash(number, number < FIRST ? 0 : forks), parent, time);
  }

  private static Hash hash(long number, long kind) {
    var bytes = new byte[Hash.SIZE];
    Arrays.fill(bytes, (byte) 0xab);
    ByteBuffer.wrap(bytes).putLong(number).putLong(kind);
    return Hash.of(bytes);
  }
}
