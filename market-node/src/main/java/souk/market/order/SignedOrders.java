package souk.market.order;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.client.api.OrderFeed;
import souk.client.api.SignedJob;
import souk.client.api.SignedOffer;
import souk.client.api.SignedPlacement;
import souk.client.session.ChainSession;
import souk.client.telemetry.Metrics;
import souk.protocol.codec.MarketDomain;
import souk.protocol.job.Placement;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainException;
import souk.settlement.index.Changes;
import souk.settlement.journal.Journal;

/**
 * Orders and placements that were handed over instead of being posted: checked, written down, and
 * in force for as long as the chain lets them be. Thread-safe.
 */
public final class SignedOrders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignedOrders.class);
  private static final long NUMBERS_A_MILLISECOND = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MarketDomain domain;
  private final Records records;
  private final Intake intake;
  private final Upkeep upkeep;
  private final ReplyCounts replies = new ReplyCounts();
  private final Touched touched = new Touched();
  private final Semaphore news = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("signed orders").unstarted(this::follow);

  /**
   * How much is kept for whom.
   *
   * @param mostOrders most signed offers and jobs together, at least 1
   * @param mostPlacements most placements, at least 1
   * @param mostOffersEach most signed offers of one provider, at least 1
   * @param mostJobsEach most signed jobs, and most placements, of one consumer, at least 1
   * @param longestLife how far in the future an order may end, longer than nothing
   * @param peerChecksASecond how many orders and placements of one peer are looked at in a second,
   *     1..100,000; one that is refused counts as ten
   */
  public record Config(
      int mostOrders,
      int mostPlacements,
      int mostOffersEach,
      int mostJobsEach,
      Duration longestLife,
      int peerChecksASecond) {
    /** 50,000 orders and as many placements, 16 offers and 1,000 jobs an account, 90 days, 100. */
    public static final Config DEFAULT =
        new Config(50_000, 50_000, 16, 1_000, Duration.ofDays(90), 100);

    private static final int MOST_CHECKS = 100_000;

    /**
     * @throws IllegalArgumentException if a number is below 1 or the time is not positive
     */
    public Config {
      if (mostOrders < 1 || mostPlacements < 1 || mostOffersEach < 1 || mostJobsEach < 1) {
        throw new IllegalArgumentException("a node keeps at least one signed order of each kind");
      }
      if (longestLife.isNegative() || longestLife.isZero()) {
        throw new IllegalArgumentException("a signed order's longest life is more than nothing");
      }
      if (peerChecksASecond < 1 || peerChecksASecond > MOST_CHECKS) {
        throw new IllegalArgumentException("a peer's checks a second are 1..100000");
      }
    }
  }

  SignedOrders(
      MarketDomain domain,
      OrderFacts facts,
      Duration postingTolerance,
      Journal journal,
      Config config,
      Clock clock) {
    this.domain = domain;
    this.records =
        new Records(
            new OrderStore(journal, domain), config, clock.millis() * NUMBERS_A_MILLISECOND);
    var rules = new OrderRules(postingTolerance, config.longestLife());
    this.intake = new Intake(domain, facts, rules, records);
    this.upkeep = new Upkeep(facts, intake, records);
  }

  /**
   * The orders of a node's journal; they follow its index once {@link #start} is called.
   *
   * @throws souk.settlement.journal.JournalException if the journal cannot be used
   */
  public static SignedOrders in(ChainSession session, Config config, Clock clock) {
    var orders =
        new SignedOrders(
            session.domain(),
            new ChainFacts(session),
            session.chain().parameters().postingTolerance(),
            session.journal(),
            config,
            clock);
    session.jobs().listen(orders::told);
    session.journal().lease().listen(orders::mayBeOutdated);
    return orders;
  }

  /** Begins to follow the chain. */
  public void start() {
    thread.start();
  }

  /** The offer's id. */
  public Hash idOf(SignedOffer offer) {
    return domain.offerId(offer.offer());
  }

  /** The job's id. */
  public Hash idOf(SignedJob job) {
    return domain.jobId(job.job());
  }

  /** Takes an offer; what it says of itself is checked. */
  public Reply take(SignedOffer offer) {
    return replies.count(intake.take(SignedOrder.OfOffer.of(offer, domain)));
  }

  /** Takes a job; what it says of itself is checked. */
  public Reply take(SignedJob job) {
    return replies.count(intake.take(SignedOrder.OfJob.of(job, domain)));
  }

  /** Takes a placement, also of a job that is posted a little later. */
  public Reply take(SignedPlacement placement) {
    return replies.count(intake.take(placement));
  }

  /** Offers in force that are not on chain, in the order they came into force. */
  public List<SignedOffer> offers() {
    return records.inForce().stream()
        .filter(SignedOrder.OfOffer.class::isInstance)
        .map(order -> ((SignedOrder.OfOffer) order).signed())
        .toList();
  }

  /** Jobs in force that are not on chain, in the order they came into force. */
  public List<SignedJob> jobs() {
    return records.inForce().stream()
        .filter(SignedOrder.OfJob.class::isInstance)
        .map(order -> ((SignedOrder.OfJob) order).signed())
        .toList();
  }

  /** The offer of that id, if it is in force and not on chain. */
  public Optional<SignedOffer> offer(Hash id) {
    return inForce(id, SignedOrder.OfOffer.class).map(SignedOrder.OfOffer::signed);
  }

  /** The job of that id, if it is in force and not on chain. */
  public Optional<SignedJob> job(Hash id) {
    return inForce(id, SignedOrder.OfJob.class).map(SignedOrder.OfJob::signed);
  }

  /** Where the job's consumer wishes it to run. */
  public Optional<Placement> placement(Hash jobId) {
    return signedPlacement(jobId).map(SignedPlacement::placement);
  }

  /** The placement with its signature. */
  public Optional<SignedPlacement> signedPlacement(Hash jobId) {
    return intake
        .consumer(jobId)
        .flatMap(consumer -> records.placement(jobId, consumer))
        .map(Placements.Kept::signed);
  }

  /**
   * Tells the listener which orders are in force, or not any more, and which jobs have another
   * placement, on whatever thread found out: it must not wait.
   */
  public void listen(Consumer<Set<Hash>> listener) {
    records.listen(listener);
  }

  /**
   * What was taken after a cursor, for peers, waiting for something new.
   *
   * @param after cursor of the answer before; 0 for the first question
   * @param wait how long to wait for something newer
   */
  public OrderFeed feed(long after, Duration wait) throws InterruptedException {
    return records.feed(after, wait);
  }

  /** Tells what is in force, and what became of what was handed over. */
  public void measure(Metrics metrics) {
    metrics.gauges(
        "souk_orders_in_force",
        "Signed offers and jobs in force that are not on chain, and placements kept, by kind.",
        "kind",
        records::counts);
    metrics.counts(
        "souk_order_replies_total",
        "Signed orders and placements handed over, by the answer or, of a refusal, its reason.",
        "reply",
        replies::all);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The chain refused a match of that order: it is looked at again at the next block. */
  public void doubt(Hash id) {
    records.doubt(id);
  }

  /** Takes in what a block changed; may be called by the index's thread. */
  void told(Changes changes) {
    touched.add(changes);
    news.release();
  }

  /** Another replica may have written to the journal; may be called by the lease's thread. */
  void mayBeOutdated() {
    records.outdate();
    news.release();
  }

  private void follow() {
    try {
      while (true) {
        news.acquire();
        news.drainPermits();
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks at what blocks have named; what fails is tried again at the next block. */
  void look() {
    try {
      records.refresh();
      touched.take().ifPresent(upkeep::look);
    } catch (ChainException e) {
      LOG.debug("signed orders cannot be checked: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("signed orders were not checked: {}", e.getMessage());
    }
  }

  private <T extends SignedOrder> Optional<T> inForce(Hash id, Class<T> kind) {
    return records
        .find(id)
        .filter(Item::isInForce)
        .map(Item::order)
        .filter(kind::isInstance)
        .map(kind::cast);
  }
}
