package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import souk.client.JobRequest;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.codec.Digests;
import souk.protocol.codec.NoticeCodec;
import souk.protocol.evidence.Notice;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.state.Snapshot;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.MessageBody;
import souk.settlement.index.EventQuery;

/** An agent on a real market, and all that is known of its life. */
final class LivingAgent {
  private static final int MOST_EVENTS = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  final MarketOfAgents market;
  final AgentId id;
  private final byte[] code;
  private final Amount funding;

  LivingAgent(MarketOfAgents market, AgentId id, byte[] code, Amount funding) {
    this.market = market;
    this.id = id;
    this.code = code;
    this.funding = funding;
  }

  AgentSnapshot now() {
    return market.testnet.chain().agent(id).orElseThrow();
  }

  Address account() {
    return now().account();
  }

  /** The person writes, and pays the turn that reads it. */
  void tell(Amount value, MessageBody... bodies) throws InterruptedException {
    var mail =
        Stream.of(bodies)
            .map(body -> new AgentCall.Outgoing(id, body, value, MarketOfAgents.turnCost()))
            .toList();
    market.person.perform("send", new AgentCall.Send(mail));
  }

  /** Waits until so much of a kind has happened to it. */
  void await(int count, Class<? extends AgentEvent> kind) {
    var index = market.testnet.operator().jobs();
    var query = EventQuery.newest(Set.<Class<? extends ChainEvent>>of(kind), MOST_EVENTS).of(id);
    assertThat(index.await(() -> index.events(query).size() >= count, PATIENCE))
        .as("%d of %s of agent %s; it is %s", count, kind.getSimpleName(), id, now().state())
        .isTrue();
  }

  void awaitTurns(int turns) {
    await(turns, AgentEvent.TurnLanded.class);
  }

  int count(Class<? extends AgentEvent> kind) {
    return events(kind).size();
  }

  /** What happened to it of a kind, oldest first. */
  <T extends AgentEvent> List<T> events(Class<T> kind) {
    var query = EventQuery.newest(Set.<Class<? extends ChainEvent>>of(kind), MOST_EVENTS).of(id);
    return market.testnet.events(query).reversed().stream().map(kind::cast).toList();
  }

  /** What the contract told it, oldest first. */
  List<Notice> notices() {
    return events(AgentEvent.MessageReceived.class).stream()
        .filter(message -> message.sender().isEmpty())
        .map(message -> NoticeCodec.decode(message.body().bytes()))
        .toList();
  }

  /**
   * Lives its life again in this process, out of the mail that the chain tells, and holds every
   * turn to what became of it there.
   *
   * @return the state it comes to; empty if it was never kept
   */
  Optional<Snapshot> lifeHere() {
    var state = Optional.<Snapshot>empty();
    for (var turn : events(AgentEvent.TurnOpened.class)) {
      var woken = wokenFor(turn);
      var input = input(woken, state.map(Snapshot::root));
      assertThat(Digests.sha256(input)).isEqualTo(woken.input());
      state = Optional.of(run(turn.jobId(), input, state));
      assertThat(state.get().root()).isEqualTo(turn.stateHash());
    }
    return state;
  }

  private AgentEvent.AgentWoken wokenFor(AgentEvent.TurnOpened turn) {
    return events(AgentEvent.AgentWoken.class).stream()
        .filter(woken -> woken.turn() == turn.turn())
        .toList()
        .getLast();
  }

  private byte[] input(AgentEvent.AgentWoken woken, Optional<Hash> stateHash) {
    var policy = now().policy();
    var messages =
        events(AgentEvent.MessageReceived.class).stream()
            .skip(woken.firstMessage())
            .limit(woken.open().messages())
            .map(
                mail ->
                    new Message(
                        mail.sender().orElse(Address.ZERO), mail.value(), mail.body().bytes()))
            .toList();
    var standing = new AgentStanding(account(), woken.turn(), woken.balance(), stateHash);
    return AgentInputCodec.encode(
        new AgentInput(policy.fuelLimit(), policy.mostPerTurn(), Optional.of(standing), messages));
  }

  private Snapshot run(Hash jobId, byte[] input, Optional<Snapshot> state) {
    var spec = market.testnet.operator().jobs().job(jobId).orElseThrow().spec();
    var limits = Limits.of(spec.fuelLimit(), JobRequest.DEFAULT_MEMORY);
    var job =
        new AgentJob(Invocation.of(Bytes.of(code), Bytes.of(input)), limits, 1, spec.postedAt());
    var states = new ArrayList<Snapshot>();
    var outcome =
        new AgentRunner(EndiveEngine.compiled())
            .run(job, state, (_, _, now) -> states.add(now.snapshot()));
    assertThat(outcome).isInstanceOf(RunOutcome.Completed.class);
    return states.getLast();
  }

  /** What its account must have, to the unit, by all that happened to it. */
  Amount reckoned() {
    var policy = now().policy();
    var sum = funding;
    for (var message : events(AgentEvent.MessageReceived.class)) {
      sum = sum.plus(message.postage());
    }
    for (var child : events(AgentEvent.ChildReported.class)) {
      sum = sum.plus(child.refunded());
    }
    for (var turn : events(AgentEvent.TurnOpened.class)) {
      sum = sum.plus(turn.refunded()).plus(wokenFor(turn).open().value());
    }
    for (var turn : events(AgentEvent.TurnTrapped.class)) {
      sum = sum.plus(turn.refunded());
    }
    for (var turn : events(AgentEvent.TurnFailed.class)) {
      sum = sum.plus(turn.refunded());
    }
    for (var woken : events(AgentEvent.AgentWoken.class)) {
      sum = sum.minus(woken.open().ceiling().escrowFor(policy.fuelLimit()));
    }
    var landings = count(AgentEvent.TurnLanded.class) + count(AgentEvent.TurnTrapped.class);
    return sum.minus(policy.tip().times(2L * landings)).minus(moved());
  }

  /** What its effects took out of its account. */
  private Amount moved() {
    var sum = Amount.ZERO;
    for (var effect : events(AgentEvent.EffectDone.class)) {
      var leaves =
          switch (effect.kind()) {
            case PAY -> !effect.to().equals(account());
            case SEND, SPAWN -> true;
            case SLEEP, END -> false;
          };
      sum = leaves ? sum.plus(effect.amount()) : sum;
    }
    return sum;
  }
}
