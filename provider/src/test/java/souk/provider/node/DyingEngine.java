package souk.provider.node;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import souk.protocol.offer.EngineName;
import souk.runtime.engine.AgentMachine;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.engine.Engine;
import souk.runtime.engine.Opening;
import souk.runtime.engine.TurnOutcome;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.TurnOrder;
import souk.runtime.state.Snapshot;

/** A real engine that counts the turns it runs and fails before one of them, if it is to. */
final class DyingEngine implements Engine {
  final AtomicInteger turns = new AtomicInteger();
  volatile int failsAt = Integer.MAX_VALUE;
  private final Engine engine = EndiveEngine.interpreted();

  @Override
  public EngineName name() {
    return engine.name();
  }

  @Override
  public RunOutcome run(Invocation invocation, Limits limits) {
    return engine.run(invocation, limits);
  }

  @Override
  public Opening open(AgentJob job, Optional<Snapshot> from) {
    return switch (engine.open(job, from)) {
      case Opening.Opened(var machine) -> new Opening.Opened(new Machine(machine));
      case Opening.Rejected rejected -> rejected;
      case Opening.HostFault fault -> fault;
    };
  }

  private final class Machine implements AgentMachine {
    private final AgentMachine machine;

    Machine(AgentMachine machine) {
      this.machine = machine;
    }

    @Override
    public TurnOutcome turn(TurnOrder order) {
      if (order.number() >= failsAt) {
        return new TurnOutcome.HostFault("killed");
      }
      turns.incrementAndGet();
      return machine.turn(order);
    }

    @Override
    public void close() {
      machine.close();
    }
  }
}
