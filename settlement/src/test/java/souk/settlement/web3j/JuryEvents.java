package souk.settlement.web3j;

import static souk.settlement.web3j.BoundLogs.address;
import static souk.settlement.web3j.BoundLogs.amount;
import static souk.settlement.web3j.BoundLogs.at;
import static souk.settlement.web3j.BoundLogs.hash;

import org.web3j.protocol.core.methods.response.Log;
import souk.protocol.value.Address;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.web3j.bindings.Jury;

/** Decodes what the Jury contract logs. */
final class JuryEvents {
  private JuryEvents() {}

  static void register(BindingsDecoder.Registry registry) {
    registry.add(Jury.JURYAWAITED_EVENT, JuryEvents::juryAwaited);
    registry.add(Jury.JURYSEATED_EVENT, JuryEvents::jurySeated);
    registry.add(Jury.VOTECOMMITTED_EVENT, JuryEvents::voteCommitted);
    registry.add(Jury.JURORUNABLE_EVENT, JuryEvents::jurorUnable);
    registry.add(Jury.JURYREVEALING_EVENT, JuryEvents::juryRevealing);
    registry.add(Jury.VOTEREVEALED_EVENT, JuryEvents::voteRevealed);
    registry.add(Jury.JURYFOUND_EVENT, JuryEvents::juryFound);
    registry.add(Jury.APPEALED_EVENT, JuryEvents::appealed);
    registry.add(Jury.JURORCLOSED_EVENT, JuryEvents::jurorClosed);
    registry.add(Jury.APPEALCLOSED_EVENT, JuryEvents::appealClosed);
  }

  private static ChainEvent juryAwaited(Log log) {
    var e = Jury.getJuryAwaitedEventFromLog(log);
    return new ClaimEvent.JuryAwaited(
        at(log),
        hash(e.claimId),
        hash(e.jobId),
        e.round.intValueExact(),
        e.seats.intValueExact(),
        e.seedBlock.longValueExact(),
        e.epoch.longValueExact());
  }

  private static ChainEvent jurySeated(Log log) {
    var e = Jury.getJurySeatedEventFromLog(log);
    return new ClaimEvent.JurySeated(
        at(log),
        hash(e.claimId),
        e.round.intValueExact(),
        e.jurors.stream().map(Address::parse).toList(),
        amount(e.lock),
        Structs.instant(e.deadline));
  }

  private static ChainEvent voteCommitted(Log log) {
    var e = Jury.getVoteCommittedEventFromLog(log);
    return new ClaimEvent.VoteCommitted(
        at(log), hash(e.claimId), address(e.juror), e.round.intValueExact(), hash(e.commitment));
  }

  private static ChainEvent jurorUnable(Log log) {
    var e = Jury.getJurorUnableEventFromLog(log);
    return new ClaimEvent.JurorUnable(at(log), hash(e.claimId), address(e.juror));
  }

  private static ChainEvent juryRevealing(Log log) {
    var e = Jury.getJuryRevealingEventFromLog(log);
    return new ClaimEvent.JuryRevealing(at(log), hash(e.claimId), Structs.instant(e.deadline));
  }

  private static ChainEvent voteRevealed(Log log) {
    var e = Jury.getVoteRevealedEventFromLog(log);
    return new ClaimEvent.VoteRevealed(
        at(log), hash(e.claimId), address(e.juror), e.round.intValueExact(), hash(e.finding));
  }

  private static ChainEvent juryFound(Log log) {
    var e = Jury.getJuryFoundEventFromLog(log);
    return new ClaimEvent.JuryFound(
        at(log),
        hash(e.claimId),
        e.round.intValueExact(),
        hash(e.finding),
        Structs.instant(e.deadline));
  }

  private static ChainEvent appealed(Log log) {
    var e = Jury.getAppealedEventFromLog(log);
    return new ClaimEvent.Appealed(
        at(log), hash(e.claimId), address(e.appellant), e.round.intValueExact(), amount(e.funding));
  }

  private static ChainEvent jurorClosed(Log log) {
    var e = Jury.getJurorClosedEventFromLog(log);
    return new ClaimEvent.JurorClosed(
        at(log), hash(e.claimId), address(e.juror), amount(e.earned), amount(e.lost));
  }

  private static ChainEvent appealClosed(Log log) {
    var e = Jury.getAppealClosedEventFromLog(log);
    return new ClaimEvent.AppealClosed(
        at(log), hash(e.claimId), address(e.appellant), amount(e.returned), amount(e.gained));
  }
}
