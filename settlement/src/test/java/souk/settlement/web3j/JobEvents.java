package souk.settlement.web3j;

import static souk.settlement.web3j.BoundLogs.address;
import static souk.settlement.web3j.BoundLogs.amount;
import static souk.settlement.web3j.BoundLogs.at;
import static souk.settlement.web3j.BoundLogs.hash;

import org.web3j.protocol.core.methods.response.Log;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.web3j.bindings.Market;

/** Decodes what the market logs of jobs. */
final class JobEvents {
  // The contracts' JobState.AuditReveal.
  private static final int AUDIT_REVEAL = 7;

  private JobEvents() {}

  static void register(BindingsDecoder.Registry registry) {
    registry.add(Market.COMMITTED_EVENT, JobEvents::committed);
    registry.add(Market.DRAWN_EVENT, JobEvents::drawn);
    registry.add(Market.REVEALAWAITED_EVENT, JobEvents::revealAwaited);
    registry.add(Market.RESULTREVEALED_EVENT, JobEvents::resultRevealed);
    registry.add(Market.RESULTCONFIRMED_EVENT, JobEvents::resultConfirmed);
    registry.add(Market.JOBDISPUTED_EVENT, JobEvents::jobDisputed);
    registry.add(Market.PROVIDERSLASHED_EVENT, JobEvents::providerSlashed);
    registry.add(Market.PROVIDEREXCUSED_EVENT, JobEvents::providerExcused);
    registry.add(Market.JOBHELD_EVENT, JobEvents::jobHeld);
    registry.add(Market.LATEFEECHARGED_EVENT, JobEvents::lateFeeCharged);
    registry.add(Market.JOBREOPENED_EVENT, JobEvents::jobReopened);
    registry.add(Market.JOBSETTLED_EVENT, JobEvents::jobSettled);
    registry.add(Market.JOBREFUNDED_EVENT, JobEvents::jobRefunded);
    registry.add(Market.JOBVOIDED_EVENT, JobEvents::jobVoided);
  }

  private static ChainEvent committed(Log log) {
    var e = Market.getCommittedEventFromLog(log);
    return new ChainEvent.Committed(
        at(log),
        hash(e.id),
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
        result(e.result),
        e.state.intValueExact() == AUDIT_REVEAL,
        Structs.instant(e.deadline));
  }

  private static ChainEvent resultConfirmed(Log log) {
    var e = Market.getResultConfirmedEventFromLog(log);
    return new ChainEvent.ResultConfirmed(
        at(log), hash(e.id), amount(e.returned), Structs.instant(e.deadline));
  }

  private static ChainEvent jobDisputed(Log log) {
    var e = Market.getJobDisputedEventFromLog(log);
    return new ChainEvent.JobDisputed(at(log), hash(e.id), Structs.instant(e.deadline));
  }

  private static ChainEvent providerSlashed(Log log) {
    var e = Market.getProviderSlashedEventFromLog(log);
    return new ChainEvent.ProviderSlashed(
        at(log),
        hash(e.id),
        address(e.provider),
        amount(e.stake),
        amount(e.toCourt),
        amount(e.toConsumer),
        amount(e.toSink),
        amount(e.returned));
  }

  private static ChainEvent providerExcused(Log log) {
    var e = Market.getProviderExcusedEventFromLog(log);
    return new ChainEvent.ProviderExcused(
        at(log), hash(e.id), address(e.provider), amount(e.returned));
  }

  private static ChainEvent jobHeld(Log log) {
    var e = Market.getJobHeldEventFromLog(log);
    return new ChainEvent.JobHeld(at(log), hash(e.id), e.held);
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
        at(log), hash(e.id), amount(e.paid), amount(e.fee), amount(e.refunded), e.sampled);
  }

  private static ChainEvent jobRefunded(Log log) {
    var e = Market.getJobRefundedEventFromLog(log);
    return new ChainEvent.JobRefunded(at(log), hash(e.id), address(e.consumer), amount(e.refunded));
  }

  private static ChainEvent jobVoided(Log log) {
    var e = Market.getJobVoidedEventFromLog(log);
    return new ChainEvent.JobVoided(at(log), hash(e.id), amount(e.refunded));
  }

  private static Result result(Market.Result result) {
    return new Result(
        Hash.of(result.outputDigest),
        Hash.of(result.outputChunks),
        ExitStatus.of(result.exitStatus.longValueExact()),
        Structs.fuel(result.fuelUsed),
        Hash.of(result.effects),
        result.trace.stream().map(Hash::of).toList());
  }
}
