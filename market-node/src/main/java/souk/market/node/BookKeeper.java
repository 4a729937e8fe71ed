package souk.market.node;

import static java.util.stream.Collectors.toSet;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import souk.client.ChainSession;
import souk.market.match.Climate;
import souk.market.match.Demand;
import souk.market.match.OrderBook;
import souk.market.match.Pair;
import souk.market.match.Seller;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
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
  private final Climates climates;
  private final JobTurns turns;
  private final Consumer<Hash> closed;
  private final News news = new News();
  private final RunningJobs running = new RunningJobs();
  private final Incidents incidents = new Incidents();
  private final OrderBook book;
  private boolean filled;

  /**
   * @param closed told of jobs that are not open any more, or open for another attempt
   */
  BookKeeper(ChainSession session, Climates climates, JobTurns turns, Consumer<Hash> closed) {
    this.index = session.jobs();
    this.climates = climates;
    this.turns = turns;
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
    return index
        .job(jobId)
        .filter(job -> isOpen(job) && job.snapshot().attempt() == attempt)
        .isPresent();
  }

  /** The provider left the question about the job open: others come before it. */
  void unanswered(Hash jobId, Address provider, long block) {
    incidents.unanswered(jobId, provider, block);
    putSeller(provider);
    putAgain(jobId);
  }

  /** The chain would not take that match: not soon again. */
  void refused(Hash jobId, Address provider, long block) {
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
    news.hear(
        new News.Touched(
            index.live().stream().map(IndexedJob::id).collect(toSet()),
            index.offers().stream().map(IndexedOffer::id).collect(toSet()),
            index.providers().stream().map(it -> it.address()).collect(toSet())));
  }

  private void seeOffer(Hash id) {
    index
        .offer(id)
        .ifPresentOrElse(found -> book.putOffer(id, found.offer()), () -> book.removeOffer(id));
  }

  private void seeJob(Hash id, long block) {
    var job = index.job(id);
    running.see(id, job).forEach(this::putSeller);
    if (job.filter(BookKeeper::isOpen).isPresent()) {
      seeOpen(job.get(), block);
    } else {
      turns.close(id);
      incidents.forget(id);
      drop(id);
    }
  }

  private void seeOpen(IndexedJob job, long block) {
    var attempt = job.snapshot().attempt();
    if (book.job(job.id()).filter(it -> it.attempt() != attempt).isPresent()) {
      drop(job.id());
    }
    turns.open(job.id(), attempt, block);
  }

  private void drop(Hash id) {
    book.removeJob(id);
    closed.accept(id);
  }

  private void putJob(Hash id) {
    index.job(id).filter(BookKeeper::isOpen).map(this::demand).ifPresent(book::putJob);
  }

  private void putAgain(Hash id) {
    if (book.job(id).isPresent()) {
      putJob(id);
    }
  }

  private Demand demand(IndexedJob job) {
    return new Demand(
        job.id(),
        job.spec(),
        job.snapshot().attempt(),
        index.providers(job.id()),
        incidents.refused(job.id()),
        incidents.unanswered(job.id()),
        Optional.empty());
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
