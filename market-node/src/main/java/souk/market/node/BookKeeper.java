package souk.market.node;

import static java.util.stream.Collectors.toSet;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import souk.client.api.SignedJob;
import souk.client.api.SignedOffer;
import souk.client.session.ChainSession;
import souk.market.match.Climate;
import souk.market.match.Demand;
import souk.market.match.OrderBook;
import souk.market.match.Pair;
import souk.market.match.Seller;
import souk.market.order.SignedOrders;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.IndexedOffer;
import souk.settlement.index.JobIndex;

/**
 * Keeps the order book in step with the index: what a block touched is looked at again, and nothing
 * else. Used by one thread.
 */
final class BookKeeper {
  private final JobIndex index;
  private final SignedOrders orders;
  private final Climates climates;
  private final JobTurns turns;
  private final ToLongFunction<Hash> handicap;
  private final Consumer<Hash> closed;
  private final News news = new News();
  private final RunningJobs running = new RunningJobs();
  private final Incidents incidents = new Incidents();
  private final OrderBook book;
  private boolean filled;

  /**
   * @param handicap blocks for which an open job is left to other nodes first
   * @param closed told of jobs that are not open any more, or open for another attempt
   */
  BookKeeper(
      ChainSession session,
      SignedOrders orders,
      Climates climates,
      JobTurns turns,
      ToLongFunction<Hash> handicap,
      Consumer<Hash> closed) {
    this.index = session.jobs();
    this.orders = orders;
    this.climates = climates;
    this.turns = turns;
    this.handicap = handicap;
    this.closed = closed;
    var parameters = session.chain().parameters();
    // Nobody can verify, so nothing fits, until the conditions are read.
    this.book =
        new OrderBook(
            new Climate(
                parameters,
                parameters.startingPrice(),
                BigInteger.ZERO,
                0,
                Set.of(),
                session.address()));
    index.listen(news::hear);
    orders.listen(news::hear);
  }

  /** The pairs to ask for at that block; what they need stays promised to them. */
  List<Pair> match(Head head) {
    keepUp(head);
    if (!book.isAnybodyWaiting()) {
      return List.of();
    }
    book.become(climates.at(head));
    return book.match(head.time());
  }

  /** The market's conditions under which pairs were matched last. */
  Climate climate() {
    return book.climate();
  }

  /** Whether that attempt of the job is still to be matched. */
  boolean isOpen(Hash jobId, int attempt) {
    return waiting(jobId).filter(demand -> demand.attempt() == attempt).isPresent();
  }

  /** The consumer's signature that a match of the job has to show; none if it is on chain. */
  Signature signature(Hash jobId) {
    return index.job(jobId).isPresent()
        ? Signature.NONE
        : orders.job(jobId).map(SignedJob::signature).orElse(Signature.NONE);
  }

  /** The offer with the signature that a match has to show; empty if it is on chain. */
  Optional<SignedOffer> signedOffer(Hash offerId) {
    return index.offer(offerId).isPresent() ? Optional.empty() : orders.offer(offerId);
  }

  /** The provider left the question about the job open: others come before it. */
  void unanswered(Hash jobId, Address provider, long block) {
    incidents.unanswered(jobId, provider, block);
    putSeller(provider);
    putAgain(jobId);
  }

  /** The chain would not take that match: not soon again. */
  void refused(Hash jobId, Address provider, long block) {
    orders.doubt(jobId);
    incidents.refused(jobId, provider, block);
    putAgain(jobId);
  }

  /** The provider answered a question about the job. */
  void answered(Hash jobId, Address provider) {
    incidents.answered(jobId, provider);
    putSeller(provider);
  }

  /** Nothing came of what was promised to the job. */
  void giveUp(Hash jobId) {
    book.giveUp(jobId);
  }

  /** Takes in what happened up to that block. */
  void keepUp(Head head) {
    if (!filled) {
      fill();
      filled = true;
    }
    var touched = news.take();
    touched.offers().forEach(this::seeOffer);
    touched.jobs().forEach(jobId -> seeJob(jobId, head.number()));
    touched.accounts().forEach(this::putSeller);
    var lapsed = incidents.lapse(head.number());
    lapsed.providers().forEach(this::putSeller);
    lapsed.jobs().forEach(this::putAgain);
    turns.takeDue(head.number()).forEach(this::putJob);
  }

  private void fill() {
    orders.offers().forEach(offer -> news.hear(Set.of(orders.idOf(offer))));
    orders.jobs().forEach(job -> news.hear(Set.of(orders.idOf(job))));
    news.hear(
        new News.Touched(
            index.live().stream().map(IndexedJob::id).collect(toSet()),
            index.offers().stream().map(IndexedOffer::id).collect(toSet()),
            index.providers().stream().map(it -> it.address()).collect(toSet())));
  }

  private void seeOffer(Hash id) {
    index
        .offer(id)
        .map(IndexedOffer::offer)
        .or(() -> orders.offer(id).map(SignedOffer::offer))
        .ifPresentOrElse(offer -> book.putOffer(id, offer), () -> book.removeOffer(id));
  }

  private void seeJob(Hash id, long block) {
    running.see(id, index.job(id)).forEach(this::putSeller);
    var demand = waiting(id);
    if (demand.isPresent()) {
      seeOpen(demand.get(), block);
    } else {
      turns.close(id);
      incidents.forget(id);
      drop(id);
    }
  }

  private void seeOpen(Demand demand, long block) {
    var id = demand.jobId();
    if (book.job(id).filter(it -> it.attempt() != demand.attempt()).isPresent()) {
      drop(id);
    }
    turns.open(id, demand.attempt(), block + handicap.applyAsLong(id));
    book.job(id)
        .filter(it -> !it.placement().equals(demand.placement()))
        .ifPresent(_ -> putJob(id));
  }

  private void drop(Hash id) {
    book.removeJob(id);
    closed.accept(id);
  }

  private void putJob(Hash id) {
    waiting(id).ifPresent(book::putJob);
  }

  private void putAgain(Hash id) {
    if (book.job(id).isPresent()) {
      putJob(id);
    }
  }

  /** The job as it waits for a match: open on chain, or signed and not there yet. */
  private Optional<Demand> waiting(Hash id) {
    var onChain = index.job(id);
    return onChain.isPresent()
        ? onChain
            .filter(BookKeeper::isOpen)
            .map(job -> demand(id, job.spec(), job.snapshot().attempt()))
        : orders.job(id).map(signed -> demand(id, signed.job(), 0));
  }

  private Demand demand(Hash id, JobSpec job, int attempt) {
    return new Demand(
        id,
        job,
        attempt,
        index.providers(id),
        incidents.refused(id),
        incidents.unanswered(id),
        orders.placement(id));
  }

  private void putSeller(Address provider) {
    index
        .provider(provider)
        .map(
            it ->
                new Seller(
                    provider,
                    it.free(),
                    running.of(provider),
                    it.auditedValue(),
                    it.cleanAuditsOwed(),
                    incidents.isSilent(provider)))
        .or(() -> book.seller(provider).map(_ -> Seller.unknown(provider)))
        .ifPresent(book::putSeller);
  }

  private static boolean isOpen(IndexedJob job) {
    return job.snapshot().state() instanceof JobState.Open;
  }
}
