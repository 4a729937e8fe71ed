package souk.market.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import souk.client.api.AcceptanceRequests;
import souk.client.api.Explanation;
import souk.client.api.SealedOutput;
import souk.client.api.SignedAcceptance;
import souk.client.api.SignedOffer;
import souk.client.session.ChainSession;
import souk.market.api.Desk;
import souk.market.telemetry.EventLog;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.Match;

/** Takes what providers hand in, and hands out what they are asked. */
final class MarketDesk implements Desk {
  private final ChainSession session;
  private final Negotiations negotiations;
  private final Landing landing;
  private final SealedOutputs sealedOutputs;
  private final AcceptanceCheck check;
  private final Explanations explanations;
  private final EventLog log;

  MarketDesk(
      ChainSession session,
      Negotiations negotiations,
      Landing landing,
      SealedOutputs sealedOutputs,
      Explanations explanations,
      EventLog log) {
    this.session = session;
    this.negotiations = negotiations;
    this.landing = landing;
    this.sealedOutputs = sealedOutputs;
    this.explanations = explanations;
    this.check =
        new AcceptanceCheck(session.domain(), session.chain().parameters().acceptanceLifetime());
    this.log = log;
  }

  @Override
  public Optional<Explanation> explain(Hash jobId) {
    return explanations.of(jobId);
  }

  @Override
  public AcceptanceRequests acceptanceRequests(Address provider, long after, Duration wait)
      throws InterruptedException {
    return negotiations.await(provider, after, wait);
  }

  @Override
  public Reply accept(SignedAcceptance answer) throws InterruptedException {
    if (!session.journal().lease().isHeld()) {
      return new Reply.NotLeading();
    }
    var jobId = answer.acceptance().jobId();
    var question = negotiations.about(jobId);
    var head = session.jobs().head();
    if (question.isEmpty() || head.isEmpty()) {
      return landing.isOnItsWay(answer)
          ? new Reply.Taken()
          : new Reply.Refused("this node does not ask for job %s any more".formatted(jobId));
    }
    var proposal = question.get().proposal();
    var legs =
        session.jobs().job(jobId).map(job -> job.snapshot().relayed().legs()).orElse(List.of());
    var problem = check.problem(proposal, legs, answer, head.get().time());
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

  private static Match match(Proposal proposal, SignedAcceptance answer) {
    var request = proposal.request();
    return new Match(
        request.spec(),
        request.jobSignature(),
        proposal.offer(),
        request.signedOffer().map(SignedOffer::signature).orElse(Signature.NONE),
        answer.acceptance(),
        answer.signature());
  }
}
