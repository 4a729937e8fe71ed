package souk.market.node;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import souk.client.ChainSession;
import souk.market.match.Demand;
import souk.market.match.Matcher;
import souk.market.match.Pair;
import souk.market.match.Supply;
import souk.market.telemetry.EventLog;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Head;
import souk.settlement.chain.SamplingRequest;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.IndexedOffer;
import souk.settlement.index.JobIndex;

/**
 * What a market node does for open jobs at each block: give up old questions, pair jobs with offers
 * and put new questions. Not thread-safe.
 */
final class Round {
  private static final Duration LONGEST_QUESTION = Duration.ofSeconds(15);
  private static final int QUESTIONS_A_LIFETIME = 5;
  private static final long SILENCE_BLOCKS = 30;
  private static final long UNSUITED_BLOCKS = 20;

  private final Chain chain;
  private final JobIndex index;
  private final Address self;
  private final Negotiations negotiations;
  private final Landing landing;
  private final Turns turns;
  private final EventLog log;
  private final Duration questionLifetime;
  // By provider, the block at which it last left a question open.
  private final Map<Address, Long> silent = new HashMap<>();
  // By job and provider, the block at which the chain would have refused the match.
  private final Map<Misfit, Long> unsuited = new HashMap<>();

  private record Misfit(Hash jobId, Address provider) {}

  private record Reason(Hash jobId, int attempt) {}

  Round(
      ChainSession session, Negotiations negotiations, Landing landing, Turns turns, EventLog log) {
    this.chain = session.chain();
    this.index = session.jobs();
    this.self = session.address();
    this.negotiations = negotiations;
    this.landing = landing;
    this.turns = turns;
    this.log = log;
    this.questionLifetime = questionLifetime(chain.parameters().acceptanceLifetime());
  }

  /** Takes a round at that block. */
  void take(Collection<IndexedJob> jobs, Head head) {
    giveUp(jobs, head);
    var demands = demands(jobs, head.number());
    if (!demands.isEmpty()) {
      Matcher.match(demands, supplies(jobs, head), head.time()).forEach(pair -> ask(pair, head));
    }
  }

  private void giveUp(Collection<IndexedJob> jobs, Head head) {
    unsuited.values().removeIf(block -> head.number() - block >= UNSUITED_BLOCKS);
    silent.values().removeIf(block -> head.number() - block >= SILENCE_BLOCKS);
    for (var question : negotiations.expire(head.time())) {
      silent.put(question.provider(), head.number());
      log.unanswered(question.request().jobId(), question.provider());
    }
    negotiations.keepOnly(jobs.stream().filter(Round::isOpen).map(IndexedJob::id).collect(toSet()));
  }

  private List<Demand> demands(Collection<IndexedJob> jobs, long block) {
    var demands =
        jobs.stream()
            .filter(Round::isOpen)
            .filter(job -> turns.isOurs(reason(job), job.id(), block))
            .filter(job -> negotiations.about(job.id()).isEmpty())
            .filter(job -> !landing.isOnItsWay(job.id()))
            .map(this::demand)
            .toList();
    turns.endRound();
    return demands;
  }

  private Demand demand(IndexedJob job) {
    var unanswered = new HashMap<>(negotiations.unanswered(job.id()));
    silent.keySet().forEach(provider -> unanswered.merge(provider, 1, Integer::sum));
    return new Demand(job.id(), job.spec(), job.snapshot().attempt(), barred(job.id()), unanswered);
  }

  private Set<Address> barred(Hash jobId) {
    var barred = new HashSet<>(index.providers(jobId));
    unsuited.keySet().stream()
        .filter(misfit -> misfit.jobId().equals(jobId))
        .forEach(misfit -> barred.add(misfit.provider()));
    return barred;
  }

  private List<Supply> supplies(Collection<IndexedJob> jobs, Head head) {
    var bonds = new HashMap<Address, Amount>();
    var supplies = new ArrayList<Supply>();
    for (var offer : index.offers()) {
      if (!head.time().isAfter(offer.offer().expiry())) {
        var provider = offer.offer().provider();
        var bond = bonds.computeIfAbsent(provider, this::freeBond);
        supplies.add(new Supply(offer.id(), offer.offer(), freeSlots(offer, jobs), bond));
      }
    }
    return supplies;
  }

  private int freeSlots(IndexedOffer offer, Collection<IndexedJob> jobs) {
    var provider = offer.offer().provider();
    return (int) (offer.offer().slots() - running(provider, jobs) - promised(provider).count());
  }

  private Amount freeBond(Address provider) {
    var free = chain.provider(provider).free();
    var bound = promised(provider).map(Proposal::bond).reduce(Amount.ZERO, Amount::plus);
    return free.minus(bound.min(free));
  }

  /** What a provider is asked for or has accepted, and is on no block yet. */
  private Stream<Proposal> promised(Address provider) {
    var asked = negotiations.all().stream().map(Negotiations.Question::proposal);
    return Stream.concat(asked, landing.proposals().stream())
        .filter(proposal -> proposal.provider().equals(provider));
  }

  private void ask(Pair pair, Head head) {
    var provider = pair.supply().offer().provider();
    var jobId = pair.demand().jobId();
    var quote = chain.samplingQuote(sampling(pair));
    var proposal = quote.map(it -> Proposal.of(pair, it, head.time().plus(questionLifetime)));
    if (proposal.isEmpty() || pair.supply().freeBond().isLessThan(proposal.get().bond())) {
      unsuited.put(new Misfit(jobId, provider), head.number());
    } else if (negotiations.ask(proposal.get())) {
      log.asked(jobId, pair.demand().attempt(), provider);
    }
  }

  private SamplingRequest sampling(Pair pair) {
    var job = pair.demand().spec();
    return new SamplingRequest(
        job.consumer(),
        pair.supply().offer().provider(),
        self,
        job.fuelLimit(),
        pair.fullPrice(),
        job.valueAtRisk(),
        pair.stake(),
        job.verifiers());
  }

  /** Jobs a provider runs: a slot is free again once the result is committed. */
  static long running(Address provider, Collection<IndexedJob> jobs) {
    return jobs.stream()
        .map(IndexedJob::snapshot)
        .filter(job -> job.state() instanceof JobState.Running)
        .filter(job -> job.provider().filter(provider::equals).isPresent())
        .count();
  }

  private static boolean isOpen(IndexedJob job) {
    return job.snapshot().state() instanceof JobState.Open;
  }

  private static Reason reason(IndexedJob job) {
    return new Reason(job.id(), job.snapshot().attempt());
  }

  /** Leaves the acceptance enough of its own lifetime to land. */
  private static Duration questionLifetime(Duration acceptanceLifetime) {
    var part = acceptanceLifetime.dividedBy(QUESTIONS_A_LIFETIME);
    return part.compareTo(LONGEST_QUESTION) < 0 ? part : LONGEST_QUESTION;
  }
}
