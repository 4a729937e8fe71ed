package souk.settlement.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Hash;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Head;
import souk.settlement.log.BlockHeader;

/**
 * Single blocks, and which of several endpoints is behind the others: one that shows an older
 * newest block than another, by more than a few blocks, is asked last until it has caught up.
 */
public final class Heads {
  private static final Logger LOG = LoggerFactory.getLogger(Heads.class);
  // Blocks that an honest endpoint may be late.
  private static final long TOLERANCE = 3;

  private final Endpoints endpoints;
  private final Deployment deployment;
  private final Duration surveyInterval;
  private final LongSupplier nanos = System::nanoTime;
  private final AtomicLong highest = new AtomicLong();
  // The newest block that was found to be what it should be, not to ask so again at every turn.
  private final AtomicReference<Hash> checked = new AtomicReference<>(Hash.ZERO);
  private final AtomicBoolean surveying = new AtomicBoolean();
  private final AtomicLong lastSurvey = new AtomicLong(nanos.getAsLong());

  /** Over endpoints that should all serve that deployment's chain. */
  public Heads(Endpoints endpoints, Deployment deployment, ConnectionLimits limits) {
    this.endpoints = endpoints;
    this.deployment = deployment;
    this.surveyInterval = limits.surveyInterval();
  }

  /**
   * The newest block.
   *
   * @throws souk.settlement.chain.ChainException if no endpoint tells
   */
  public Head head() {
    surveyIfDue();
    var found = endpoints.any(this::newest);
    if (found.number() + TOLERANCE < highest.get()) {
      found = newestOfAll(found);
    }
    highest.set(found.number());
    return found;
  }

  /**
   * The block at that height; empty if no endpoint knows one.
   *
   * @throws souk.settlement.chain.ChainException if no endpoint answers
   */
  public Optional<Head> block(long number) {
    var found = endpoints.any(source -> block(source, number));
    return found.isPresent() || number > highest.get() ? found : blockOfAny(number);
  }

  private Optional<Head> blockOfAny(long number) {
    for (var source : endpoints.ranked()) {
      try {
        var found = block(source, number);
        if (found.isPresent()) {
          return found;
        }
      } catch (NoAnswerException e) {
        LOG.debug("{}", e.getMessage());
      }
    }
    return Optional.empty();
  }

  private Head newest(Source source) throws NoAnswerException {
    var found =
        headers(source, "latest")
            .getFirst()
            .orElseThrow(() -> new NoAnswerException(source + ": it has no newest block"));
    if (!found.hash().equals(checked.get())) {
      if (!block(source, found.number()).equals(Optional.of(found))) {
        throw lie(source, "its newest block is not its block of that height");
      }
      checked.set(found.hash());
    }
    return found;
  }

  // With the block below, which it has to name.
  private Optional<Head> block(Source source, long number) throws NoAnswerException {
    if (number == 0) {
      return genesis(source);
    }
    var pair = headers(source, hex(number - 1), hex(number));
    var found = pair.getLast();
    if (found.isPresent() && !isLinked(pair.getFirst(), found.get(), number)) {
      throw lie(source, "block %d is not on top of the one below it".formatted(number));
    }
    return found;
  }

  private Optional<Head> genesis(Source source) throws NoAnswerException {
    var found = headers(source, hex(0)).getFirst();
    if (endpoints.all().size() > 1 && !isGenesis(found)) {
      markForeign(source, true);
      throw new NoAnswerException(source + ": it serves another chain than the market's");
    }
    return found;
  }

  private boolean isGenesis(Optional<Head> block) {
    return block.map(Head::hash).equals(Optional.of(deployment.genesis()));
  }

  private static boolean isLinked(Optional<Head> below, Head block, long number) {
    return block.number() == number
        && below.map(Head::hash).equals(Optional.of(block.parentHash()));
  }

  private static NoAnswerException lie(Source source, String what) {
    LOG.atWarn().addKeyValue("endpoint", source).log("{} rests: {}", source, what);
    source.health().lied();
    return new NoAnswerException(source + ": " + what);
  }

  private static List<Optional<Head>> headers(Source source, String... which)
      throws NoAnswerException {
    var calls =
        Stream.of(which).map(one -> RpcCall.of("eth_getBlockByNumber", one, false)).toList();
    var found = new ArrayList<Optional<Head>>();
    for (var reply : source.batch(calls, BlockHeader::read)) {
      switch (reply) {
        case RpcReply.Result<Optional<BlockHeader>>(var block) ->
            found.add(block.map(BlockHeader::head));
        case RpcReply.Refused<Optional<BlockHeader>> refused ->
            throw new NoAnswerException(source + " refuses a block: " + refused.message());
      }
    }
    return found;
  }

  // One that rests is left in peace, so that a liar's height does not count while it does.
  private Head newestOfAll(Head found) {
    var best = found;
    for (var source : endpoints.ranked()) {
      try {
        var other = source.health().isResting() ? found : newest(source);
        source.health().lags(other.number() + TOLERANCE < highest.get());
        if (other.number() > best.number()) {
          best = other;
          endpoints.prefer(source);
        }
      } catch (NoAnswerException e) {
        LOG.debug("{}", e.getMessage());
      }
    }
    return best;
  }

  private void surveyIfDue() {
    var isDue = nanos.getAsLong() - lastSurvey.get() > surveyInterval.toNanos();
    if (isDue && endpoints.all().size() > 1 && surveying.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name("survey of endpoints")
          .start(
              () -> {
                try {
                  survey();
                } finally {
                  lastSurvey.set(nanos.getAsLong());
                  surveying.set(false);
                }
              });
    }
  }

  private record Seen(Source source, long height) {}

  private void survey() {
    var seen = new ArrayList<Seen>();
    for (var source : endpoints.all()) {
      try {
        var isOurs = servesOurChain(source);
        markForeign(source, !isOurs);
        if (isOurs) {
          seen.add(new Seen(source, newest(source).number()));
        }
      } catch (NoAnswerException e) {
        LOG.debug("{}", e.getMessage());
      }
    }
    var newest = seen.stream().mapToLong(Seen::height).max().orElse(0);
    seen.forEach(one -> one.source().health().lags(one.height() + TOLERANCE < newest));
  }

  private static void markForeign(Source source, boolean isForeign) {
    if (source.health().servesAnotherChain(isForeign)) {
      LOG.atWarn()
          .addKeyValue("endpoint", source)
          .log(
              isForeign
                  ? "{} serves another chain than the market's: it is not asked"
                  : "{} serves the market's chain again",
              source);
    }
  }

  private boolean servesOurChain(Source source) throws NoAnswerException {
    var reply = source.batch(List.of(RpcCall.of("eth_chainId")), RpcReader.NUMBER).getFirst();
    var isSame = reply instanceof RpcReply.Result<Long>(var id) && id == deployment.chainId();
    return isSame && isGenesis(headers(source, hex(0)).getFirst());
  }

  private static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }
}
