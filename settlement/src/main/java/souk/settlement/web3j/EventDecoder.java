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
import souk.settlement.web3j.bindings.Audits;
import souk.settlement.web3j.bindings.Market;
import souk.settlement.web3j.bindings.Orders;

/** Turns logs of our contracts into events. */
final class EventDecoder {
  private static final Map<String, Function<Log, ChainEvent>> DECODERS = new HashMap<>();

  static {
    register(Market.DEPOSITED_EVENT, EventDecoder::deposited);
    register(Market.WITHDRAWN_EVENT, EventDecoder::withdrawn);
    register(Market.BONDED_EVENT, EventDecoder::bonded);
    register(Market.UNBONDED_EVENT, EventDecoder::unbonded);
    register(Market.BONDWITHDRAWN_EVENT, EventDecoder::bondWithdrawn);
    register(Market.PULLED_EVENT, EventDecoder::pulled);
    register(Market.PAID_EVENT, EventDecoder::paid);
    register(Market.BURNED_EVENT, EventDecoder::burned);
    register(Orders.OFFERPOSTED_EVENT, EventDecoder::offerPosted);
    register(Orders.OFFERCANCELLED_EVENT, EventDecoder::offerCancelled);
    register(Orders.JOBPOSTED_EVENT, EventDecoder::jobPosted);
    register(Orders.JOBCANCELLED_EVENT, EventDecoder::jobCancelled);
    register(Market.JOBOPENED_EVENT, EventDecoder::jobOpened);
    register(Market.JOBMATCHED_EVENT, EventDecoder::jobMatched);
    register(Market.COMMITTED_EVENT, EventDecoder::committed);
    register(Market.DRAWN_EVENT, EventDecoder::drawn);
    register(Market.REVEALAWAITED_EVENT, EventDecoder::revealAwaited);
    register(Market.RESULTREVEALED_EVENT, EventDecoder::resultRevealed);
    register(Market.RESULTCONFIRMED_EVENT, EventDecoder::resultConfirmed);
    register(Market.JOBDISPUTED_EVENT, EventDecoder::jobDisputed);
    register(Market.PROVIDERSLASHED_EVENT, EventDecoder::providerSlashed);
    register(Market.LATEFEECHARGED_EVENT, EventDecoder::lateFeeCharged);
    register(Market.JOBREOPENED_EVENT, EventDecoder::jobReopened);
    register(Market.JOBSETTLED_EVENT, EventDecoder::jobSettled);
    register(Market.JOBREFUNDED_EVENT, EventDecoder::jobRefunded);
    register(Market.JOBVOIDED_EVENT, EventDecoder::jobVoided);
    register(Audits.VERIFIERBONDED_EVENT, EventDecoder::verifierBonded);
    register(Audits.VERIFIERUNBONDED_EVENT, EventDecoder::verifierUnbonded);
    register(Audits.VERIFIERBONDWITHDRAWN_EVENT, EventDecoder::verifierBondWithdrawn);
    register(Audits.COMMITTEEAWAITED_EVENT, EventDecoder::committeeAwaited);
    register(Audits.SEATED_EVENT, EventDecoder::seated);
    register(Audits.JURYASKED_EVENT, EventDecoder::juryAsked);
    register(Audits.ANSWERCOMMITTED_EVENT, EventDecoder::answerCommitted);
    register(Audits.JURORDISPLACED_EVENT, EventDecoder::jurorDisplaced);
    register(Audits.UNABLEDECLARED_EVENT, EventDecoder::unableDeclared);
    register(Audits.ANSWERREVEALED_EVENT, EventDecoder::answerRevealed);
    register(Audits.JURYREVEALING_EVENT, EventDecoder::juryRevealing);
    register(Audits.DISPUTECLOSED_EVENT, EventDecoder::disputeClosed);
    register(Audits.SEATCLOSED_EVENT, EventDecoder::seatClosed);
    register(Market.SKIPPED_EVENT, EventDecoder::skipped);
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
    var e = Market.getDepositedEventFromLog(log);
    return new ChainEvent.Deposited(at(log), address(e.account), amount(e.amount));
  }

  private static ChainEvent withdrawn(Log log) {
    var e = Market.getWithdrawnEventFromLog(log);
    return new ChainEvent.Withdrawn(at(log), address(e.account), amount(e.amount));
  }

  private static ChainEvent bonded(Log log) {
    var e = Market.getBondedEventFromLog(log);
    return new ChainEvent.Bonded(at(log), address(e.provider), amount(e.amount));
  }

  private static ChainEvent unbonded(Log log) {
    var e = Market.getUnbondedEventFromLog(log);
    return new ChainEvent.Unbonded(
        at(log),
        address(e.provider),
        amount(e.amount),
        amount(e.unbonding),
        Structs.instant(e.availableAt));
  }

  private static ChainEvent bondWithdrawn(Log log) {
    var e = Market.getBondWithdrawnEventFromLog(log);
    return new ChainEvent.BondWithdrawn(at(log), address(e.provider), amount(e.amount));
  }

  private static ChainEvent pulled(Log log) {
    var e = Market.getPulledEventFromLog(log);
    return new ChainEvent.Pulled(at(log), address(e.account), amount(e.amount));
  }

  private static ChainEvent paid(Log log) {
    var e = Market.getPaidEventFromLog(log);
    return new ChainEvent.Paid(at(log), address(e.account), amount(e.amount));
  }

  private static ChainEvent burned(Log log) {
    var e = Market.getBurnedEventFromLog(log);
    return new ChainEvent.Burned(at(log), amount(e.amount));
  }

  private static ChainEvent offerPosted(Log log) {
    var e = Orders.getOfferPostedEventFromLog(log);
    return new ChainEvent.OfferPosted(at(log), hash(e.id), Structs.fromBinding(e.offer));
  }

  private static ChainEvent offerCancelled(Log log) {
    var e = Orders.getOfferCancelledEventFromLog(log);
    return new ChainEvent.OfferCancelled(at(log), hash(e.id), address(e.provider));
  }

  private static ChainEvent jobPosted(Log log) {
    var e = Orders.getJobPostedEventFromLog(log);
    return new ChainEvent.JobPosted(at(log), hash(e.id), Structs.fromBinding(e.job));
  }

  private static ChainEvent jobCancelled(Log log) {
    var e = Orders.getJobCancelledEventFromLog(log);
    return new ChainEvent.JobCancelled(at(log), hash(e.id), address(e.consumer));
  }

  private static ChainEvent jobOpened(Log log) {
    var e = Market.getJobOpenedEventFromLog(log);
    return new ChainEvent.JobOpened(
        at(log), hash(e.id), address(e.consumer), amount(e.escrow), Structs.instant(e.deadline));
  }

  private static ChainEvent jobMatched(Log log) {
    var e = Market.getJobMatchedEventFromLog(log);
    var m = e.matched;
    return new ChainEvent.JobMatched(
        at(log),
        hash(e.id),
        hash(m.offerId),
        m.attempt.intValueExact(),
        new MatchTerms(
            address(e.provider),
            address(e.marketNode),
            Structs.price(m.price),
            amount(m.fullPrice),
            amount(m.stake),
            amount(m.auditDeposit),
            m.verifiers.intValueExact(),
            m.rate,
            Duration.ofSeconds(m.runTime.longValueExact())),
        EngineName.of(hash(m.engine)),
        Structs.instant(m.deadline));
  }

  private static ChainEvent committed(Log log) {
    var e = Market.getCommittedEventFromLog(log);
    return new ChainEvent.Committed(
        at(log),
        hash(e.id),
        address(e.provider),
        e.attempt.intValueExact(),
        hash(e.commitment),
        e.seedBlock.longValueExact());
  }

  private static ChainEvent drawn(Log log) {
    var e = Market.getDrawnEventFromLog(log);
    return new ChainEvent.Drawn(at(log), hash(e.id), e.sampled, Structs.instant(e.deadline));
  }

  private static ChainEvent revealAwaited(Log log) {
    var e = Market.getRevealAwaitedEventFromLog(log);
    return new ChainEvent.RevealAwaited(at(log), hash(e.id), Structs.instant(e.deadline));
  }

  private static ChainEvent resultRevealed(Log log) {
    var e = Market.getResultRevealedEventFromLog(log);
    return new ChainEvent.ResultRevealed(
        at(log),
        hash(e.id),
        e.attempt.intValueExact(),
        hash(e.resultRoot),
        Structs.fromBinding(e.result),
        Structs.instant(e.deadline));
  }

  private static ChainEvent resultConfirmed(Log log) {
    var e = Market.getResultConfirmedEventFromLog(log);
    return new ChainEvent.ResultConfirmed(
        at(log), hash(e.id), amount(e.returned), Structs.instant(e.deadline));
  }

  private static ChainEvent jobDisputed(Log log) {
    var e = Market.getJobDisputedEventFromLog(log);
    return new ChainEvent.JobDisputed(at(log), hash(e.id));
  }

  private static ChainEvent providerSlashed(Log log) {
    var e = Market.getProviderSlashedEventFromLog(log);
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
    var e = Market.getLateFeeChargedEventFromLog(log);
    return new ChainEvent.LateFeeCharged(at(log), hash(e.id), address(e.provider), amount(e.fee));
  }

  private static ChainEvent jobReopened(Log log) {
    var e = Market.getJobReopenedEventFromLog(log);
    return new ChainEvent.JobReopened(
        at(log), hash(e.id), e.attempt.intValueExact(), Structs.instant(e.deadline));
  }

  private static ChainEvent jobSettled(Log log) {
    var e = Market.getJobSettledEventFromLog(log);
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
    var e = Market.getJobRefundedEventFromLog(log);
    return new ChainEvent.JobRefunded(at(log), hash(e.id), address(e.consumer), amount(e.refunded));
  }

  private static ChainEvent jobVoided(Log log) {
    var e = Market.getJobVoidedEventFromLog(log);
    return new ChainEvent.JobVoided(at(log), hash(e.id), amount(e.refunded));
  }

  private static ChainEvent verifierBonded(Log log) {
    var e = Audits.getVerifierBondedEventFromLog(log);
    return new ChainEvent.VerifierBonded(at(log), address(e.verifier), amount(e.amount));
  }

  private static ChainEvent verifierUnbonded(Log log) {
    var e = Audits.getVerifierUnbondedEventFromLog(log);
    return new ChainEvent.VerifierUnbonded(
        at(log),
        address(e.verifier),
        amount(e.amount),
        amount(e.unbonding),
        Structs.instant(e.availableAt));
  }

  private static ChainEvent verifierBondWithdrawn(Log log) {
    var e = Audits.getVerifierBondWithdrawnEventFromLog(log);
    return new ChainEvent.VerifierBondWithdrawn(at(log), address(e.verifier), amount(e.amount));
  }

  private static ChainEvent committeeAwaited(Log log) {
    var e = Audits.getCommitteeAwaitedEventFromLog(log);
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
    var e = Audits.getSeatedEventFromLog(log);
    return new ChainEvent.Seated(
        at(log),
        hash(e.id),
        e.attempt.intValueExact(),
        e.round.intValueExact(),
        e.verifiers.stream().map(Address::parse).toList(),
        amount(e.lock),
        Structs.instant(e.deadline));
  }

  private static ChainEvent juryAsked(Log log) {
    var e = Audits.getJuryAskedEventFromLog(log);
    return new ChainEvent.JuryAsked(
        at(log),
        hash(e.id),
        e.attempt.intValueExact(),
        amount(e.lock),
        Structs.instant(e.deadline));
  }

  private static ChainEvent answerCommitted(Log log) {
    var e = Audits.getAnswerCommittedEventFromLog(log);
    return new ChainEvent.AnswerCommitted(
        at(log), hash(e.id), address(e.verifier), e.round.intValueExact(), hash(e.commitment));
  }

  private static ChainEvent jurorDisplaced(Log log) {
    var e = Audits.getJurorDisplacedEventFromLog(log);
    return new ChainEvent.JurorDisplaced(at(log), hash(e.id), address(e.verifier));
  }

  private static ChainEvent unableDeclared(Log log) {
    var e = Audits.getUnableDeclaredEventFromLog(log);
    return new ChainEvent.UnableDeclared(at(log), hash(e.id), address(e.verifier));
  }

  private static ChainEvent answerRevealed(Log log) {
    var e = Audits.getAnswerRevealedEventFromLog(log);
    return new ChainEvent.AnswerRevealed(
        at(log), hash(e.id), address(e.verifier), e.round.intValueExact(), hash(e.resultRoot));
  }

  private static ChainEvent juryRevealing(Log log) {
    var e = Audits.getJuryRevealingEventFromLog(log);
    return new ChainEvent.JuryRevealing(at(log), hash(e.id), Structs.instant(e.deadline));
  }

  private static ChainEvent disputeClosed(Log log) {
    var e = Audits.getDisputeClosedEventFromLog(log);
    return new ChainEvent.DisputeClosed(at(log), hash(e.id), hash(e.resultRoot));
  }

  private static ChainEvent seatClosed(Log log) {
    var e = Audits.getSeatClosedEventFromLog(log);
    return new ChainEvent.SeatClosed(
        at(log), hash(e.id), address(e.verifier), amount(e.earned), amount(e.lost));
  }

  private static ChainEvent skipped(Log log) {
    var e = Market.getSkippedEventFromLog(log);
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
