package souk.settlement.web3j;

import static souk.settlement.web3j.BoundLogs.address;
import static souk.settlement.web3j.BoundLogs.amount;
import static souk.settlement.web3j.BoundLogs.at;
import static souk.settlement.web3j.BoundLogs.hash;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import org.web3j.protocol.core.methods.response.Log;
import souk.protocol.evidence.EffectKind;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.MessageBody;
import souk.settlement.chain.OpenTurn;
import souk.settlement.chain.Refusal;
import souk.settlement.web3j.bindings.Agents;

/** Decodes what the Agents contract logs of agents' lives and turns. */
final class AgentEvents {
  private AgentEvents() {}

  static void register(BindingsDecoder.Registry registry) {
    registry.add(Agents.AGENTCREATED_EVENT, AgentEvents::created);
    registry.add(Agents.AGENTUPGRADED_EVENT, AgentEvents::upgraded);
    registry.add(Agents.AGENTPAUSED_EVENT, AgentEvents::paused);
    registry.add(Agents.AGENTRENOUNCED_EVENT, AgentEvents::renounced);
    registry.add(Agents.AGENTENDED_EVENT, AgentEvents::ended);
    registry.add(Agents.SWEPT_EVENT, AgentEvents::swept);
    registry.add(Agents.MESSAGERECEIVED_EVENT, AgentEvents::received);
    registry.add(Agents.VALUERETURNED_EVENT, AgentEvents::returned);
    registry.add(Agents.MESSAGESENT_EVENT, AgentEvents::sent);
    registry.add(Agents.AGENTWOKEN_EVENT, AgentEvents::woken);
    registry.add(Agents.TURNRAISED_EVENT, AgentEvents::raised);
    registry.add(Agents.TURNOPENED_EVENT, AgentEvents::opened);
    registry.add(Agents.TURNLANDED_EVENT, AgentEvents::landed);
    registry.add(Agents.TURNTRAPPED_EVENT, AgentEvents::trapped);
    registry.add(Agents.TURNFAILED_EVENT, AgentEvents::failed);
    registry.add(Agents.EFFECTDONE_EVENT, AgentEvents::done);
    registry.add(Agents.EFFECTREFUSED_EVENT, AgentEvents::refused);
    registry.add(Agents.CHILDSPAWNED_EVENT, AgentEvents::spawned);
    registry.add(Agents.CHILDREPORTED_EVENT, AgentEvents::reported);
  }

  private static ChainEvent created(Log log) {
    var e = Agents.getAgentCreatedEventFromLog(log);
    return new AgentEvent.AgentCreated(
        at(log),
        id(e.id),
        address(e.account),
        address(e.creator),
        unlessZero(e.owner),
        AgentStructs.code(e.code),
        hash(e.stateHash),
        AgentStructs.unlessZero(e.wakeAt),
        AgentStructs.policy(e.policy));
  }

  private static ChainEvent upgraded(Log log) {
    var e = Agents.getAgentUpgradedEventFromLog(log);
    return new AgentEvent.AgentUpgraded(at(log), id(e.id), AgentStructs.code(e.code));
  }

  private static ChainEvent paused(Log log) {
    var e = Agents.getAgentPausedEventFromLog(log);
    return new AgentEvent.AgentPaused(at(log), id(e.id), e.paused);
  }

  private static ChainEvent renounced(Log log) {
    var e = Agents.getAgentRenouncedEventFromLog(log);
    return new AgentEvent.AgentRenounced(at(log), id(e.id), address(e.owner));
  }

  private static ChainEvent ended(Log log) {
    var e = Agents.getAgentEndedEventFromLog(log);
    return new AgentEvent.AgentEnded(at(log), id(e.id), address(e.heir), amount(e.left));
  }

  private static ChainEvent swept(Log log) {
    var e = Agents.getSweptEventFromLog(log);
    return new AgentEvent.Swept(at(log), id(e.id), address(e.heir), amount(e.amount));
  }

  private static ChainEvent received(Log log) {
    var e = Agents.getMessageReceivedEventFromLog(log);
    return new AgentEvent.MessageReceived(
        at(log),
        id(e.id),
        e.number.longValueExact(),
        unlessZero(e.sender),
        amount(e.value),
        amount(e.postage),
        e.depth.intValueExact(),
        MessageBody.of(e.body));
  }

  private static ChainEvent returned(Log log) {
    var e = Agents.getValueReturnedEventFromLog(log);
    return new AgentEvent.ValueReturned(
        at(log), id(e.id), e.number.longValueExact(), address(e.sender), amount(e.value));
  }

  private static ChainEvent sent(Log log) {
    var e = Agents.getMessageSentEventFromLog(log);
    return new AgentEvent.MessageSent(
        at(log), id(e.id), address(e.to), amount(e.value), MessageBody.of(e.body));
  }

  private static ChainEvent woken(Log log) {
    var e = Agents.getAgentWokenEventFromLog(log);
    return new AgentEvent.AgentWoken(
        at(log),
        id(e.id),
        e.turn.intValueExact(),
        e.firstMessage.longValueExact(),
        amount(e.balance),
        hash(e.input),
        hash(e.chunks),
        turn(e.open));
  }

  private static OpenTurn turn(Agents.OpenTurn open) {
    return new OpenTurn(
        hash(open.jobId),
        address(open.waker),
        Structs.instant(open.postedAt),
        open.messages.intValueExact(),
        open.reports.intValueExact(),
        open.depth.intValueExact(),
        open.landed.intValueExact(),
        amount(open.postage),
        amount(open.moved),
        Structs.price(open.ceiling),
        amount(open.value));
  }

  private static ChainEvent raised(Log log) {
    var e = Agents.getTurnRaisedEventFromLog(log);
    return new AgentEvent.TurnRaised(
        at(log),
        id(e.id),
        hash(e.jobId),
        address(e.waker),
        hash(e.before),
        Structs.price(e.ceiling),
        amount(e.postage));
  }

  private static ChainEvent opened(Log log) {
    var e = Agents.getTurnOpenedEventFromLog(log);
    return new AgentEvent.TurnOpened(
        at(log),
        id(e.id),
        hash(e.jobId),
        e.turn.intValueExact(),
        hash(e.stateHash),
        e.effects.intValueExact(),
        amount(e.refunded),
        Structs.price(e.price));
  }

  private static ChainEvent landed(Log log) {
    var e = Agents.getTurnLandedEventFromLog(log);
    return new AgentEvent.TurnLanded(
        at(log),
        id(e.id),
        hash(e.jobId),
        address(e.lander),
        e.turn.intValueExact(),
        AgentStructs.unlessZero(e.wakeAt));
  }

  private static ChainEvent trapped(Log log) {
    var e = Agents.getTurnTrappedEventFromLog(log);
    return new AgentEvent.TurnTrapped(
        at(log),
        id(e.id),
        hash(e.jobId),
        address(e.lander),
        ExitStatus.of(e.exitStatus.longValueExact()),
        amount(e.refunded),
        Structs.price(e.price),
        AgentStructs.unlessZero(e.wakeAt),
        seconds(e.delay));
  }

  private static ChainEvent failed(Log log) {
    var e = Agents.getTurnFailedEventFromLog(log);
    return new AgentEvent.TurnFailed(
        at(log),
        id(e.id),
        hash(e.jobId),
        outcome(e.outcome),
        amount(e.refunded),
        Structs.instant(e.notBefore),
        seconds(e.delay));
  }

  private static ChainEvent done(Log log) {
    var e = Agents.getEffectDoneEventFromLog(log);
    return new AgentEvent.EffectDone(
        at(log),
        id(e.id),
        e.turn.intValueExact(),
        e.index.intValueExact(),
        EffectKind.of(e.kind.intValueExact()),
        address(e.to),
        amount(e.amount));
  }

  private static ChainEvent refused(Log log) {
    var e = Agents.getEffectRefusedEventFromLog(log);
    return new AgentEvent.EffectRefused(
        at(log),
        id(e.id),
        e.turn.intValueExact(),
        e.index.intValueExact(),
        e.kind.signum() == 0
            ? Optional.empty()
            : Optional.of(EffectKind.of(e.kind.intValueExact())),
        Refusal.of(e.reason.intValueExact()));
  }

  private static ChainEvent spawned(Log log) {
    var e = Agents.getChildSpawnedEventFromLog(log);
    return new AgentEvent.ChildSpawned(
        at(log),
        id(e.id),
        hash(e.jobId),
        e.purse.intValueExact(),
        e.depth.intValueExact(),
        e.turn.intValueExact(),
        e.index.intValueExact(),
        amount(e.escrow));
  }

  private static ChainEvent reported(Log log) {
    var e = Agents.getChildReportedEventFromLog(log);
    return new AgentEvent.ChildReported(
        at(log), id(e.id), hash(e.jobId), outcome(e.outcome), amount(e.cost), amount(e.refunded));
  }

  private static AgentId id(BigInteger number) {
    return new AgentId(number.longValueExact());
  }

  private static Duration seconds(BigInteger seconds) {
    return Duration.ofSeconds(seconds.longValueExact());
  }

  private static Optional<Address> unlessZero(String text) {
    return Optional.of(address(text)).filter(address -> !address.isZero());
  }

  private static JobState outcome(BigInteger code) {
    return switch (code.intValueExact()) {
      case 10 -> new JobState.Settled();
      case 11 -> new JobState.Refunded();
      case 12 -> new JobState.Void();
      default -> throw new IllegalArgumentException("no final state: " + code);
    };
  }
}
