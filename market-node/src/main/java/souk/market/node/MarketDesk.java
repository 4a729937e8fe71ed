package souk.market.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import souk.client.ChainSession;
import souk.client.api.AcceptanceRequests;
import souk.client.api.JobList;
import souk.client.api.JobView;
import souk.client.api.NodeInfo;
import souk.client.api.OfferList;
import souk.client.api.OfferView;
import souk.client.api.SealedOutput;
import souk.client.api.SignedAcceptance;
import souk.client.api.WireLimits;
import souk.client.market.JobFilter;
import souk.market.api.Desk;
import souk.market.telemetry.EventLog;
import souk.protocol.evidence.Result;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.Head;
import souk.settlement.chain.Match;
import souk.settlement.chain.MatchTerms;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.IndexedOffer;
import souk.settlement.index.JobQuery;

/** Answers the API's questions out of the index, and takes what providers hand in. */
final class MarketDesk implements Desk {
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final ChainSession session;
  private final Negotiations negotiations;
  private final Landing landing;
  private final SealedOutputs sealedOutputs;
  private final AcceptanceCheck check;
  private final EventLog log;
  private final Clock clock;

  MarketDesk(
      ChainSession session,
      Negotiations negotiations,
      Landing landing,
      SealedOutputs sealedOutputs,
      EventLog log,
      Clock clock) {
    this.session = session;
    this.negotiations = negotiations;
    this.landing = landing;
    this.sealedOutputs = sealedOutputs;
    this.check =
        new AcceptanceCheck(session.domain(), session.chain().parameters().acceptanceLifetime());
    this.log = log;
    this.clock = clock;
  }

  @Override
  public NodeInfo info() {
    var domain = session.domain();
    var head = session.jobs().head();
    return new NodeInfo(
        session.address(),
        domain.chainId(),
        domain.market(),
        head.map(Head::number).orElse(0L),
        head.map(Head::time).orElse(Instant.EPOCH));
  }

  @Override
  public boolean isReady() {
    var stale = clock.instant().minus(FRESH);
    return session.jobs().head().filter(head -> head.time().isAfter(stale)).isPresent();
  }

  @Override
  public JobList jobs(JobFilter filter) {
    return new JobList(
        session.jobs().jobs(query(filter)).jobs().stream().map(MarketDesk::view).toList());
  }

  @Override
  public Optional<JobView> job(Hash id) {
    return session.jobs().job(id).map(MarketDesk::view);
  }

  @Override
  public OfferList offers() {
    var now = session.jobs().head().map(Head::time).orElse(Instant.EPOCH);
    return new OfferList(
        session.jobs().offers().stream()
            .filter(offer -> !now.isAfter(offer.offer().expiry()))
            .sorted(Comparator.comparing((IndexedOffer offer) -> offer.offer().price()))
            .limit(WireLimits.MAX_LIST)
            .map(this::view)
            .toList());
  }

  @Override
  public AcceptanceRequests acceptanceRequests(Address provider, long after, Duration wait)
      throws InterruptedException {
    return negotiations.await(provider, after, wait);
  }

  @Override
  public Reply accept(SignedAcceptance answer) throws InterruptedException {
    var jobId = answer.acceptance().jobId();
    var question = negotiations.about(jobId);
    var head = session.jobs().head();
    if (question.isEmpty() || head.isEmpty()) {
      return landing.isOnItsWay(answer)
          ? new Reply.Taken()
          : new Reply.Refused("this node does not ask for job %s any more".formatted(jobId));
    }
    var proposal = question.get().proposal();
    var problem = check.problem(proposal, answer, head.get().time());
    if (problem.isPresent()) {
      return new Reply.Refused(problem.get());
    }
    return land(proposal, answer, question.get());
  }

  private Reply land(Proposal proposal, SignedAcceptance answer, Negotiations.Question question)
      throws InterruptedException {
    var landed = landing.land(proposal, match(proposal, answer));
    negotiations.answered(question);
    if (landed) {
      log.accepted(proposal.request().jobId(), proposal.provider());
    }
    return landed || landing.isOnItsWay(answer)
        ? new Reply.Taken()
        : new Reply.Refused("another acceptance of this job is on its way");
  }

  @Override
  public Reply note(SealedOutput output) {
    var job = session.jobs().job(output.jobId());
    if (job.filter(it -> sealedOutputs.isGenuine(output, it.snapshot())).isEmpty()) {
      return new Reply.Refused("the note is not signed by the provider of the job's attempt");
    }
    sealedOutputs.keep(output);
    return new Reply.Taken();
  }

  @Override
  public Optional<SealedOutput> sealedOutput(Hash jobId) {
    return sealedOutputs.of(jobId);
  }

  private OfferView view(IndexedOffer offer) {
    var running = Round.running(offer.offer().provider(), session.jobs().live());
    return new OfferView(
        offer.id(), offer.offer(), (int) Math.max(0, offer.offer().slots() - running));
  }

  private static Match match(Proposal proposal, SignedAcceptance answer) {
    return new Match(
        proposal.request().spec(),
        Signature.NONE,
        proposal.offer(),
        Signature.NONE,
        answer.acceptance(),
        answer.signature());
  }

  private static JobView view(IndexedJob job) {
    var snapshot = job.snapshot();
    return new JobView(
        job.id(),
        job.spec(),
        snapshot.state(),
        snapshot.attempt(),
        snapshot.provider(),
        snapshot.match().map(MatchTerms::price),
        job.result().map(Result::fuelUsed),
        snapshot.readAt().number());
  }

  private static JobQuery query(JobFilter filter) {
    return new JobQuery(
        filter.consumer(), filter.provider(), filter.state(), OptionalLong.empty(), filter.limit());
  }
}
