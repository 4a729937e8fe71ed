package souk.testnet.agent;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import souk.client.run.JobRunner;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Arguments;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.RunOutcome;
import souk.runtime.state.Snapshot;
import souk.settlement.chain.AgentEvent;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;

/**
 * An agent's whole life once more, in this process and from nothing: what each turn is given is
 * made of the chain's events and of the state that the turn before left here.
 */
final class Undisturbed {
  private final AgentRunner runner = new AgentRunner(EndiveEngine.compiled());
  private final JobIndex index;
  private final Bytes module;
  private final IndexedAgent agent;
  private final LifeEvents events;
  private Optional<Snapshot> state = Optional.empty();
  private int wrong;

  /**
   * What it came to.
   *
   * @param finalStateEqual whether the agent is in the same state, to the bit
   * @param wrong turns that were paid for another result than here
   */
  record Outcome(boolean finalStateEqual, int wrong) {}

  private Undisturbed(JobIndex index, Bytes module, IndexedAgent agent, LifeEvents events) {
    this.index = index;
    this.module = module;
    this.agent = agent;
    this.events = events;
  }

  /** Lives an agent's life up to now. */
  static Outcome life(JobIndex index, Bytes module, IndexedAgent agent, LifeEvents events) {
    var life = new Undisturbed(index, module, agent, events);
    events.of(AgentEvent.AgentWoken.class).forEach(life::live);
    var last = life.state.map(Snapshot::root).orElse(Hash.ZERO);
    return new Outcome(last.equals(agent.stateHash()), life.wrong);
  }

  /** One turn, unless its job came to nothing. */
  private void live(AgentEvent.AgentWoken woken) {
    job(woken).filter(job -> job.result().isPresent()).ifPresent(job -> live(woken, job));
  }

  private void live(AgentEvent.AgentWoken woken, IndexedJob job) {
    var input = Bytes.of(AgentInputCodec.encode(input(woken)));
    var invocation =
        new Invocation(module, new Arguments(List.of(), new TreeMap<>()), input, new TreeMap<>());
    var turn = new AgentJob(invocation, JobRunner.limits(job.spec()), 1, job.spec().postedAt());
    var after = new AtomicReference<>(state);
    var execution =
        completed(
            runner.run(
                turn,
                state,
                (_, delta, now) -> delta.ifPresent(_ -> after.set(Optional.of(now.snapshot())))));
    state = after.get();
    wrong += JobRunner.result(execution).equals(job.result().orElseThrow()) ? 0 : 1;
  }

  /** The job that the turn was run as, which may be another than it began with. */
  private Optional<IndexedJob> job(AgentEvent.AgentWoken woken) {
    var id = woken.open().jobId();
    for (var raised : events.of(AgentEvent.TurnRaised.class)) {
      id = raised.before().equals(id) ? raised.jobId() : id;
    }
    return index.job(id);
  }

  private AgentInput input(AgentEvent.AgentWoken woken) {
    var standing =
        new AgentStanding(
            agent.account(), woken.turn(), woken.balance(), state.map(Snapshot::root));
    var mail =
        events.of(AgentEvent.MessageReceived.class).stream()
            .filter(it -> it.number() >= woken.firstMessage())
            .limit(woken.open().messages())
            .map(it -> new Message(it.sender().orElse(Address.ZERO), it.value(), it.body().bytes()))
            .toList();
    var policy = agent.policy();
    return new AgentInput(policy.fuelLimit(), policy.mostPerTurn(), Optional.of(standing), mail);
  }

  private static Execution completed(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Completed(var execution) -> execution;
      case RunOutcome.Rejected(var reason) -> throw new IllegalStateException(reason);
      case RunOutcome.HostFault(var reason) -> throw new IllegalStateException(reason);
    };
  }
}
