package souk.settlement.web3j;

import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.datatypes.Event;
import org.web3j.protocol.core.methods.response.Log;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.MatchTerms;
import souk.settlement.web3j.bindings.IAudits;
import souk.settlement.web3j.bindings.IMarket;

/** Turns logs of our contracts into events. */
final class EventDecoder {
  private static final Map<String, Function<Log, ChainEvent>> DECODERS = new HashMap<>();

  static {
    register(IMarket.DEPOSITED_EVENT, EventDecoder::deposited);
    register(IMarket.WITHDRAWN_EVENT, EventDecoder::withdrawn);
    register(IMarket.BONDED_EVENT, EventDecoder::bonded);
    register(IMarket.UNBONDED_EVENT, EventDecoder::unbonded);
    register(IMarket.BONDWITHDRAWN_EVENT, EventDecoder::bondWithdrawn);
    register(IMarket.PULLED_EVENT, EventDecoder::pulled);
    register(IMarket.PAID_EVENT, EventDecoder::paid);
    register(IMarket.BURNED_EVENT, EventDecoder::burned);
    register(IMarket.OFFERPOSTED_EVENT, EventDecoder::offerPosted);
    register(IMarket.OFFERCANCELLED_EVENT, EventDecoder::offerCancelled);
    register(IMarket.JOBPOSTED_EVENT, EventDecoder::jobPosted);
    register(IMarket.JOBCANCELLED_EVENT, EventDecoder::jobCancelled);
    register(IMarket.JOBMATCHED_EVENT, EventDecoder::jobMatched);
    register(IMarket.COMMITTED_EVENT, EventDecoder::committed);
    register(IMarket.DRAWN_EVENT, EventDecoder::drawn);
    register(IMarket.REVEALAWAITED_EVENT, EventDecoder::revealAwaited);
    register(IMarket.RESULTREVEALED_EVENT, EventDecoder::resultRevealed);
    register(IMarket.RESULTCONFIRMED_EVENT, EventDecoder::resultConfirmed);
    register(IMarket.JOBDISPUTED_EVENT, EventDecoder::jobDisputed);
    register(IMarket.PROVIDERSLASHED_EVENT, EventDecoder::providerSlashed);
    register(IMarket.LATEFEECHARGED_EVENT, EventDecoder::lateFeeCharged);
    register(IMarket.JOBREOPENED_EVENT, EventDecoder::jobReopened);
    register(IMarket.JOBSETTLED_EVENT, EventDecoder::jobSettled);
    register(IMarket.JOBREFUNDED_EVENT, EventDecoder::jobRefunded);
    register(IMarket.JOBVOIDED_EVENT, EventDecoder::jobVoided);
    register(IAudits.VERIFIERBONDED_EVENT, EventDecoder::verifierBonded);
    register(IAudits.VERIFIERUNBONDED_EVENT, EventDecoder::verifierUnbonded);
    register(IAudits.VERIFIERBONDWITHDRAWN_EVENT, EventDecoder::verifierBondWithdrawn);
    register(IAudits.COMMITTEEAWAITED_EVENT, EventDecoder::committeeAwaited);
    register(IAudits.SEATED_EVENT, EventDecoder::seated);
    register(IAudits.JURYASKED_EVENT, EventDecoder::juryAsked);
    register(IAudits.ANSWERCOMMITTED_EVENT, EventDecoder::answerCommitted);
    register(IAudits.JURORDISPLACED_EVENT, EventDecoder::jurorDisplaced);
    register(IAudits.UNABLEDECLARED_EVENT, EventDecoder::unableDeclared);
    register(IAudits.ANSWERREVEALED_EVENT, EventDecoder::answerRevealed);
    register(IAudits.JURYREVEALING_EVENT, EventDecoder::juryRevealing);
    register(IAudits.DISPUTECLOSED_EVENT, EventDecoder::disputeClosed);
    register(IAudits.SEATCLOSED_EVENT, EventDecoder::seatClosed);
    register(IMarket.SKIPPED_EVENT, EventDecoder::skipped);
  }

  private EventDecoder() {}

  /** The event; empty if it is of a kind that a newer contract may have and this does not know. */
  static Optional<ChainEvent> decode(Log log) {
    var topics = log.getTopics();
    return topics.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(DECODERS.get(topics.getFirst())).map(decoder -> decoder.apply(log));
  }

  private static void register(Event event, Function<Log, ChainEvent> decoder) {
    DECODERS.put(EventEncoder.encode(event), decoder);
  }

  private static ChainEvent deposited(Log log) {
    var e = IMarket.getDepositedEventFromLog(log);
    return new ChainEvent.Deposited(at(log), address(e.account), amount(e.amount));
  }

  private static ChainEvent withdrawn(Log log) {
    var e = IMarket.getWithdrawnEventFromLog(log);
    return new ChainEvent.Withdrawn(at(log), address(e.account), amount(e.amount));
  }

  private static ChainEvent bonded(Log log) {
    var e = IMarket.getBondedEventFromLog(log);
    return new ChainEvent.Bonded(at(log), address(e.provider), amount(e.amount));
  }

  private static ChainEvent unbonded(Log log) {
    var e = IMarket.getUnbondedEventFromLog(log);
    return new ChainEvent.Unbonded(
        at(log),
        address(e.provider),
        amount(e.amount),
        amount(e.unbonding),
        Orders.instant(e.availableAt));
  }

  private static ChainEvent bondWithdrawn(Log log) {
    var e = IMarket.getBondWithdrawnEventFromLog(log);
    return new ChainEvent.BondWithdrawn(at(log), address(e.provider), amount(e.amount));
  }

  private static ChainEvent pulled(Log log) {
    var e = IMarket.getPulledEventFromLog(log);
    return new ChainEvent.Pulled(at(log), address(e.account), amount(e.amount));
  }

  private static ChainEvent paid(Log log) {
    var e = IMarket.getPaidEventFromLog(log);
    return new ChainEvent.Paid(at(log), address(e.account), amount(e.amount));
  }

  private static ChainEvent burned(Log log) {
    var e = IMarket.getBurnedEventFromLog(log);
    return new ChainEvent.Burned(at(log), amount(e.amount));
  }

  private static ChainEvent offerPosted(Log log) {
    var e = IMarket.getOfferPostedEventFromLog(log);
    return new ChainEvent.OfferPosted(at(log), hash(e.id), Orders.fromBinding(e.offer));
  }

  private static ChainEvent offerCancelled(Log log) {
    var e = IMarket.getOfferCancelledEventFromLog(log);
    return new ChainEvent.OfferCancelled(at(log), hash(e.id), address(e.provider));
  }

  private static ChainEvent jobPosted(Log log) {
    var e = IMarket.getJobPostedEventFromLog(log);
    return new ChainEvent.JobPosted(
        at(log), hash(e.id), amount(e.escrow), Orders.fromBinding(e.job));
  }

  private static ChainEvent jobCancelled(Log log) {
    var e = IMarket.getJobCancelledEventFromLog(log);
    return new ChainEvent.JobCancelled(at(log), hash(e.id), address(e.consumer));
  }

  private static ChainEvent jobMatched(Log log) {
    var e = IMarket.getJobMatchedEventFromLog(log);
    return new ChainEvent.JobMatched(
        at(log),
        hash(e.id),
        hash(e.offerId),
        e.attempt.intValueExact(),
        new MatchTerms(
            address(e.provider),
            address(e.marketNode),
            Orders.price(e.price),
            amount(e.fullPrice),
            amount(e.stake),
            amount(e.auditDeposit),
            e.verifiers.intValueExact(),
            e.rate,
            Duration.ofSeconds(e.runTime.longValueExact())),
        EngineName.of(hash(e.engine)),
        Orders.instant(e.deadline));
  }

  private static ChainEvent committed(Log log) {
    var e = IMarket.getCommittedEventFromLog(log);
    return new ChainEvent.Committed(
        at(log),
        hash(e.id),
        address(e.provider),
        e.attempt.intValueExact(),
        hash(e.commitment),
        e.seedBlock.longValueExact());
  }

  private static ChainEvent drawn(Log log) {
    var e = IMarket.getDrawnEventFromLog(log);
    return new ChainEvent.Drawn(at(log), hash(e.id), e.sampled, e.rate, Orders.instant(e.deadline));
  }

  private static ChainEvent revealAwaited(Log log) {
    var e = IMarket.getRevealAwaitedEventFromLog(log);
    return new ChainEvent.RevealAwaited(at(log), hash(e.id), Orders.instant(e.deadline));
  }

  private static ChainEvent resultRevealed(Log log) {
    var e = IMarket.getResultRevealedEventFromLog(log);
    return new ChainEvent.ResultRevealed(
        at(log),
        hash(e.id),
        e.attempt.intValueExact(),
        hash(e.resultRoot),
        Orders.fromBinding(e.result),
        Orders.instant(e.deadline));
  }

  private static ChainEvent resultConfirmed(Log log) {
    var e = IMarket.getResultConfirmedEventFromLog(log);
    return new ChainEvent.ResultConfirmed(
        at(log), hash(e.id), amount(e.returned), Orders.instant(e.deadline));
  }

  private static ChainEvent jobDisputed(Log log) {
    var e = IMarket.getJobDisputedEventFromLog(log);
    return new ChainEvent.JobDisputed(at(log), hash(e.id));
  }

  private static ChainEvent providerSlashed(Log log) {
    var e = IMarket.getProviderSlashedEventFromLog(log);
    return new ChainEvent.ProviderSlashed(
        at(log),
        hash(e.id),
        address(e.provider),
        amount(e.stake),
        amount(e.toAudits),
        amount(e.toConsumer),
        amount(e.toSink),
        amount(e.returned));
  }

  private static ChainEvent lateFeeCharged(Log log) {
    var e = IMarket.getLateFeeChargedEventFromLog(log);
    return new ChainEvent.LateFeeCharged(at(log), hash(e.id), address(e.provider), amount(e.fee));
  }

  private static ChainEvent jobReopened(Log log) {
    var e = IMarket.getJobReopenedEventFromLog(log);
    return new ChainEvent.JobReopened(
        at(log), hash(e.id), e.attempt.intValueExact(), Orders.instant(e.deadline));
  }

  private static ChainEvent jobSettled(Log log) {
    var e = IMarket.getJobSettledEventFromLog(log);
    return new ChainEvent.JobSettled(
        at(log),
        hash(e.id),
        address(e.provider),
        address(e.marketNode),
        amount(e.paid),
        amount(e.fee),
        amount(e.refunded),
        e.sampled);
  }

  private static ChainEvent jobRefunded(Log log) {
    var e = IMarket.getJobRefundedEventFromLog(log);
    return new ChainEvent.JobRefunded(at(log), hash(e.id), address(e.consumer), amount(e.refunded));
  }

  private static ChainEvent jobVoided(Log log) {
    var e = IMarket.getJobVoidedEventFromLog(log);
    return new ChainEvent.JobVoided(at(log), hash(e.id), amount(e.refunded));
  }

  private static ChainEvent verifierBonded(Log log) {
    var e = IAudits.getVerifierBondedEventFromLog(log);
    return new ChainEvent.VerifierBonded(at(log), address(e.verifier), amount(e.amount));
  }

  private static ChainEvent verifierUnbonded(Log log) {
    var e = IAudits.getVerifierUnbondedEventFromLog(log);
    return new ChainEvent.VerifierUnbonded(
        at(log),
        address(e.verifier),
        amount(e.amount),
        amount(e.unbonding),
        Orders.instant(e.availableAt));
  }

  private static ChainEvent verifierBondWithdrawn(Log log) {
    var e = IAudits.getVerifierBondWithdrawnEventFromLog(log);
    return new ChainEvent.VerifierBondWithdrawn(at(log), address(e.verifier), amount(e.amount));
  }

  private static ChainEvent committeeAwaited(Log log) {
    var e = IAudits.getCommitteeAwaitedEventFromLog(log);
    return new ChainEvent.CommitteeAwaited(
        at(log),
        hash(e.id),
        e.attempt.intValueExact(),
        e.round.intValueExact(),
        e.seats.intValueExact(),
        e.seedBlock.longValueExact(),
        e.epoch.longValueExact());
  }

  private static ChainEvent seated(Log log) {
    var e = IAudits.getSeatedEventFromLog(log);
    return new ChainEvent.Seated(
        at(log),
        hash(e.id),
        e.attempt.intValueExact(),
        e.round.intValueExact(),
        e.verifiers.stream().map(Address::parse).toList(),
        amount(e.lock),
        Orders.instant(e.deadline));
  }

  private static ChainEvent juryAsked(Log log) {
    var e = IAudits.getJuryAskedEventFromLog(log);
    return new ChainEvent.JuryAsked(
        at(log), hash(e.id), e.attempt.intValueExact(), amount(e.lock), Orders.instant(e.deadline));
  }

  private static ChainEvent answerCommitted(Log log) {
    var e = IAudits.getAnswerCommittedEventFromLog(log);
    return new ChainEvent.AnswerCommitted(
        at(log), hash(e.id), address(e.verifier), e.round.intValueExact(), hash(e.commitment));
  }

  private static ChainEvent jurorDisplaced(Log log) {
    var e = IAudits.getJurorDisplacedEventFromLog(log);
    return new ChainEvent.JurorDisplaced(at(log), hash(e.id), address(e.verifier));
  }

  private static ChainEvent unableDeclared(Log log) {
    var e = IAudits.getUnableDeclaredEventFromLog(log);
    return new ChainEvent.UnableDeclared(at(log), hash(e.id), address(e.verifier));
  }

  private static ChainEvent answerRevealed(Log log) {
    var e = IAudits.getAnswerRevealedEventFromLog(log);
    return new ChainEvent.AnswerRevealed(
        at(log), hash(e.id), address(e.verifier), e.round.intValueExact(), hash(e.resultRoot));
  }

  private static ChainEvent juryRevealing(Log log) {
    var e = IAudits.getJuryRevealingEventFromLog(log);
    return new ChainEvent.JuryRevealing(at(log), hash(e.id), Orders.instant(e.deadline));
  }

  private static ChainEvent disputeClosed(Log log) {
    var e = IAudits.getDisputeClosedEventFromLog(log);
    return new ChainEvent.DisputeClosed(at(log), hash(e.id), hash(e.resultRoot));
  }

  private static ChainEvent seatClosed(Log log) {
    var e = IAudits.getSeatClosedEventFromLog(log);
    return new ChainEvent.SeatClosed(
        at(log), hash(e.id), address(e.verifier), amount(e.earned), amount(e.lost));
  }

  private static ChainEvent skipped(Log log) {
    var e = IMarket.getSkippedEventFromLog(log);
    return new ChainEvent.Skipped(at(log), hash(e.id), Reverts.ofSelector(e.reason));
  }

  private static LogPosition at(Log log) {
    return new LogPosition(
        log.getBlockNumber().longValueExact(),
        Hash.parse(log.getBlockHash()),
        Hash.parse(log.getTransactionHash()),
        log.getLogIndex().intValueExact());
  }

  private static Hash hash(byte[] bytes) {
    return Hash.of(bytes);
  }

  private static Address address(String text) {
    return Address.parse(text);
  }

  private static Amount amount(BigInteger units) {
    return new Amount(units);
  }
}
