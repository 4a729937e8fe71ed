package souk.market.node;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import souk.market.match.Pair;
import souk.market.telemetry.EventLog;
import souk.protocol.value.Address;
import souk.settlement.chain.Head;

/**
 * What a market node does for open jobs at each block: give up old questions, pair jobs with offers
 * and put new questions. Not thread-safe, but for {@link #hear}.
 */
final class Round {
  private static final Duration LONGEST_QUESTION = Duration.ofSeconds(15);
  private static final int QUESTIONS_A_LIFETIME = 5;

  private final Address self;
  private final BookKeeper books;
  private final Negotiations negotiations;
  private final Landing landing;
  private final EventLog log;
  private final Duration questionLifetime;
  private final Queue<Landing.Fate> fates = new ConcurrentLinkedQueue<>();

  /**
   * @param self the node's account
   * @param acceptanceLifetime longest an acceptance may be valid
   */
  Round(
      Address self,
      BookKeeper books,
      Negotiations negotiations,
      Landing landing,
      Duration acceptanceLifetime,
      EventLog log) {
    this.self = self;
    this.books = books;
    this.negotiations = negotiations;
    this.landing = landing;
    this.log = log;
    this.questionLifetime = questionLifetime(acceptanceLifetime);
  }

  /** Hears what became of a match; acts on it in the next round. */
  void hear(Landing.Fate fate) {
    fates.add(fate);
  }

  /** Takes a round at that block. */
  void take(Head head) {
    giveUp(head);
    for (var fate = fates.poll(); fate != null; fate = fates.poll()) {
      see(fate, head.number());
    }
    books.match(head).forEach(pair -> ask(pair, head));
  }

  /** Keeps up with that block and asks nobody. */
  void watch(Head head) {
    books.keepUp(head);
  }

  private void giveUp(Head head) {
    for (var question : negotiations.expire(head.time())) {
      var jobId = question.request().jobId();
      if (!landing.isOnItsWay(jobId)) {
        books.unanswered(jobId, question.provider(), head.number());
        log.unanswered(jobId, question.provider());
      }
    }
  }

  private void see(Landing.Fate fate, long block) {
    books.answered(fate.jobId(), fate.provider());
    if (!books.isOpen(fate.jobId(), fate.attempt())) {
      return;
    }
    if (fate.isRefused()) {
      books.refused(fate.jobId(), fate.provider(), block);
    } else {
      books.giveUp(fate.jobId());
    }
  }

  private void ask(Pair pair, Head head) {
    var quote = pair.quote(books.climate()).orElseThrow();
    var proposal =
        Proposal.of(
            pair,
            quote,
            head.time().plus(questionLifetime),
            self,
            books.signature(pair.demand().jobId()),
            books.signedOffer(pair.offerId()));
    if (negotiations.ask(proposal)) {
      log.asked(pair.demand().jobId(), pair.demand().attempt(), pair.provider());
    }
  }

  /** Leaves the acceptance enough of its own lifetime to land. */
  private static Duration questionLifetime(Duration acceptanceLifetime) {
    var part = acceptanceLifetime.dividedBy(QUESTIONS_A_LIFETIME);
    return part.compareTo(LONGEST_QUESTION) < 0 ? part : LONGEST_QUESTION;
  }
}
