package souk.testnet.attack.actor;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import souk.client.api.AcceptanceRequest;
import souk.client.api.SignedAcceptance;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.client.node.BondKeeper;
import souk.protocol.job.Acceptance;
import souk.protocol.job.JobSpec;
import souk.protocol.job.SlotNonce;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.machine.Machine;
import souk.settlement.chain.Call;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;

/**
 * A provider that takes a few jobs in all and none twice, without a thought of what they ask of it,
 * and does with them as its conduct says.
 */
final class RogueProvider implements Act {
  private static final Amount BOND = Amount.of(200_000_000);
  private static final Price PRICE = Price.of(2_200_000);
  private static final Duration RUN_TIME = Duration.ofSeconds(30);
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final int MOST_JOBS = 2;

  private final Foothold foothold;
  private final Conduct conduct;
  private final Predicate<JobSpec> wants;
  private final BondKeeper bonds;
  private final Offer offer;
  private final Map<Hash, Acceptance> promised = new ConcurrentHashMap<>();

  /** What a rogue provider does with a job it has. */
  @FunctionalInterface
  interface Conduct {
    /** Does what is to be done about a job of this provider's at that block. */
    void mind(IndexedJob job, Head now);
  }

  /**
   * @param wants which jobs it takes
   */
  RogueProvider(Foothold foothold, Conduct conduct, Predicate<JobSpec> wants) {
    this.wants = wants;
    this.foothold = foothold;
    this.conduct = conduct;
    this.bonds = Bonds.ofProvider(foothold, BOND);
    this.offer = offer();
    foothold.markets().forEach(this::listen);
  }

  @Override
  public void atBlock(Head now) {
    bonds.atBlock(now);
    if (foothold.index().offers().stream()
        .noneMatch(posted -> posted.offer().provider().equals(foothold.address()))) {
      foothold.pursue("offer", new Call.PostOffers(List.of(offer)), now);
    }
    foothold.index().live().stream().filter(this::isOurs).forEach(job -> conduct.mind(job, now));
  }

  private boolean isOurs(IndexedJob job) {
    return job.snapshot().provider().filter(foothold.address()::equals).isPresent();
  }

  private void listen(URI market) {
    Thread.ofVirtual().name("requests of " + market).start(() -> listen(new MarketClient(market)));
  }

  private void listen(MarketClient market) {
    var cursor = 0L;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        var asked = market.acceptanceRequests(foothold.address(), cursor, WAIT);
        asked.requests().forEach(request -> answer(market, request));
        cursor = asked.cursor();
      } catch (MarketException e) {
        LockSupport.parkNanos(WAIT.toNanos());
      }
    }
  }

  private synchronized void answer(MarketClient market, AcceptanceRequest request) {
    if (request.attempt() != 0) {
      return;
    }
    var known = promised.get(request.jobId());
    if (known == null && promised.size() < MOST_JOBS && wants.test(request.spec())) {
      known = promise(request);
      promised.put(request.jobId(), known);
    }
    if (known != null) {
      var digest = foothold.session().domain().acceptanceDigest(known, request.marketNode());
      market.postAcceptance(new SignedAcceptance(known, foothold.key().sign(digest)));
    }
  }

  private Acceptance promise(AcceptanceRequest request) {
    var chain = foothold.session().chain();
    return new Acceptance(
        request.jobId(),
        request.attempt(),
        request.offerId(),
        request.price(),
        request.stake(),
        request.verifiers(),
        Acceptance.ALWAYS,
        RUN_TIME,
        offer.engine(),
        Machine.VERSION,
        Hash.ZERO,
        Hash.ZERO,
        new SlotNonce(promised.size(), 0),
        chain.head().time().plus(chain.parameters().acceptanceLifetime()));
  }

  private Offer offer() {
    return new Offer(
        foothold.address(),
        PRICE,
        Offer.DEFAULT_STAKE_MULTIPLE,
        new Fuel(1L << 40),
        1_024,
        new Fuel(250_000_000),
        MOST_JOBS,
        Tags.NONE,
        new EngineName("endive"),
        Hash.ZERO,
        foothold.session().chain().head().time().plus(Duration.ofHours(1)),
        0,
        BigInteger.ONE);
  }
}
