package souk.provider.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import souk.client.api.AcceptanceRequest;
import souk.client.api.SignedAcceptance;
import souk.client.api.SignedJob;
import souk.client.market.MarketException;
import souk.client.node.Crew;
import souk.client.run.Preparation;
import souk.protocol.codec.MarketDomain;
import souk.protocol.job.Acceptance;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Moment;
import souk.provider.journal.Attempt;
import souk.provider.journal.AttemptId;
import souk.provider.journal.ProviderJournal;
import souk.runtime.machine.Invocation;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.SamplingQuote;
import souk.settlement.chain.SamplingRequest;
import souk.settlement.keys.Signer;

/**
 * Turns market nodes' requests into signed acceptances: at most one that can land for an attempt,
 * at most as many as there are slots, each journaled before anybody else sees it.
 */
final class AcceptanceDesk implements AutoCloseable {
  /** How long a request that was refused for a passing reason is not looked at again. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Facts facts;
  private final MarketDomain domain;
  private final Duration lifetime;
  private final Signer signer;
  private final AcceptanceCheck check;
  private final Function<JobSpec, Preparation> preparation;
  private final Resumptions resumptions;
  private final ProviderJournal journal;
  private final Intake intake;
  private final Slots slots;
  private final ProviderLog log;
  private final Refusals refusals = new Refusals();
  private final Crew<AttemptId> crew = new Crew<>("accept");

  /**
   * @param lifetime how long an acceptance is valid
   * @param preparation fetches and checks what a job needs
   * @param intake whether new jobs are taken
   */
  AcceptanceDesk(
      Facts facts,
      MarketDomain domain,
      Duration lifetime,
      Signer signer,
      AcceptanceCheck check,
      Function<JobSpec, Preparation> preparation,
      Resumptions resumptions,
      ProviderJournal journal,
      Intake intake,
      Slots slots,
      ProviderLog log) {
    this.facts = facts;
    this.domain = domain;
    this.lifetime = lifetime;
    this.signer = signer;
    this.check = check;
    this.preparation = preparation;
    this.resumptions = resumptions;
    this.journal = journal;
    this.intake = intake;
    this.slots = slots;
    this.log = log;
  }

  /**
   * Looks at a request; whatever takes time happens later.
   *
   * @param answer takes the signed acceptance to the node that asked
   * @return false if only a free slot is missing
   */
  boolean take(AcceptanceRequest request, Consumer<SignedAcceptance> answer) {
    var id = id(request);
    var now = facts.head();
    if (refusals.stands(request, now.time()) || isAt(id)) {
      return true;
    }
    if (check.aboutOrder(request).isPresent()) {
      refuse(request, check.aboutOrder(request).get(), Instant.MAX);
      return true;
    }
    var promise =
        journal.attempt(id).filter(it -> it.canLandAt(now.moment())).flatMap(Attempt::promise);
    if (promise.isPresent()) {
      var again = signed(promise.get().acceptance(), request.marketNode());
      crew.start(id, () -> send(id, again, answer));
      return true;
    }
    if (!slots.take(id)) {
      return slots.holds(id);
    }
    crew.start(id, () -> consider(id, request, answer));
    return true;
  }

  /** Whether a request for that attempt is being looked at. */
  boolean isAt(AttemptId id) {
    return crew.isAt(id);
  }

  private void consider(
      AttemptId id, AcceptanceRequest request, Consumer<SignedAcceptance> answer) {
    var signed = Optional.<SignedAcceptance>empty();
    try {
      signed = accept(request);
    } catch (ChainException e) {
      log.refused(id, String.valueOf(e.getMessage()));
    } finally {
      if (signed.isEmpty()) {
        slots.release(id);
      }
    }
    signed.ifPresent(it -> send(id, it, answer));
  }

  private Optional<SignedAcceptance> accept(AcceptanceRequest request) {
    var objection = objection(request);
    if (objection.isPresent()) {
      return refuse(request, objection.get(), soon());
    }
    return switch (preparation.apply(request.spec())) {
      case Preparation.Unavailable(var reason) -> refuse(request, reason, soon());
      case Preparation.Invalid(var reason) -> refuse(request, reason, Instant.MAX);
      case Preparation.Unsuited(var reason) -> refuse(request, reason, Instant.MAX);
      case Preparation.Ready(var invocation, _) -> begin(request, invocation);
    };
  }

  private Optional<SignedAcceptance> begin(AcceptanceRequest request, Invocation invocation) {
    var legs = facts.job(request.jobId()).map(job -> job.relayed().legs()).orElse(List.of());
    var point =
        resumptions.prepare(id(request), request.spec(), invocation, legs, facts.head().time());
    return point.isPresent()
        ? sign(request, point.get())
        : refuse(request, "no node hands over yet what others did of the job", soon());
  }

  // One at a time: two promises must not count on the same free bond or the same lane.
  private synchronized Optional<SignedAcceptance> sign(
      AcceptanceRequest request, Hash resumePoint) {
    var quote = quote(request);
    var objection = objection(request).or(() -> check.aboutStake(request, quote, spendable()));
    if (objection.isPresent()) {
      return refuse(request, objection.get(), soon());
    }
    var lane = Lanes.free(journal.lanesBeside(id(request)), facts::lane);
    if (lane.isEmpty()) {
      return refuse(request, "no lane is free", soon());
    }
    var acceptance =
        check.acceptance(
            request,
            facts.ownOffer(request).orElseThrow(),
            quote.orElseThrow(),
            resumePoint,
            lane.get(),
            facts.head().time().plus(lifetime));
    var signed = signed(acceptance, request.marketNode());
    slots.promise(id(request), request.stake().plus(quote.orElseThrow().auditDeposit()));
    journal.promise(signed);
    return Optional.of(signed);
  }

  /** The same promise to another node is no second one: its lane lets only one of them land. */
  private SignedAcceptance signed(Acceptance acceptance, Address marketNode) {
    return new SignedAcceptance(
        acceptance, signer.sign(domain.acceptanceDigest(acceptance, marketNode)));
  }

  private void send(AttemptId id, SignedAcceptance signed, Consumer<SignedAcceptance> answer) {
    try {
      answer.accept(signed);
      log.accepted(id);
    } catch (MarketException e) {
      // The promise stands until it expires: whoever asks for it gets it again.
      log.refused(id, String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> objection(AcceptanceRequest request) {
    var now = facts.head().moment();
    return intake
        .objection()
        .or(() -> check.aboutOrder(request))
        .or(() -> check.aboutOffer(request, facts.ownOffer(request), now))
        .or(() -> aboutJob(request, now));
  }

  /** A job may be on chain, or be signed to land with this very match. */
  private Optional<String> aboutJob(AcceptanceRequest request, Moment now) {
    var known = facts.job(request.jobId());
    if (known.isPresent() || request.jobSignature().isNone()) {
      return check.aboutChain(request, known, now);
    }
    var signed = new SignedJob(request.spec(), request.jobSignature());
    return check.aboutSignedJob(
        request, facts.stands(signed), facts.balance(request.spec().consumer()), now);
  }

  /** Empty if the match would be refused. */
  private Optional<SamplingQuote> quote(AcceptanceRequest request) {
    var spec = request.spec();
    return facts.quote(
        new SamplingRequest(
            spec.consumer(),
            signer.address(),
            request.marketNode(),
            spec.fuelLimit(),
            request.price().escrowFor(spec.fuelLimit()),
            spec.valueAtRisk(),
            request.stake(),
            request.verifiers()));
  }

  private Amount spendable() {
    var free = facts.freeBond();
    var promised = slots.promised();
    return free.isLessThan(promised) ? Amount.ZERO : free.minus(promised);
  }

  private Optional<SignedAcceptance> refuse(
      AcceptanceRequest request, String reason, Instant until) {
    log.refused(id(request), reason);
    refusals.add(request, until);
    return Optional.empty();
  }

  private static AttemptId id(AcceptanceRequest request) {
    return new AttemptId(request.jobId(), request.attempt());
  }

  private Instant soon() {
    return facts.head().time().plus(PAUSE);
  }

  @Override
  public void close() {
    crew.close();
  }
}
