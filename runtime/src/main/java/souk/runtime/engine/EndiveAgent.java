package souk.runtime.engine;

import java.util.List;
import java.util.Optional;
import souk.protocol.evidence.ExitStatus;
import souk.runtime.engine.EndiveInstance.End;
import souk.runtime.machine.AgentHost;
import souk.runtime.machine.TurnOrder;
import souk.runtime.module.AdmittedModule;
import souk.runtime.state.Baseline;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;

/** An agent on Endive, in this process. */
final class EndiveAgent implements AgentMachine {
  private static final ExitStatus SUCCESS = new ExitStatus.Exited(0);

  private final GuestThread thread;
  private final AgentHost agent;
  private final EndiveInstance guest;
  private final List<Integer> globals;
  private final Baseline baseline;
  private List<String> next;
  private boolean over;

  private EndiveAgent(
      GuestThread thread,
      AgentHost agent,
      EndiveInstance guest,
      List<Integer> globals,
      Baseline baseline,
      List<String> next) {
    this.thread = thread;
    this.agent = agent;
    this.guest = guest;
    this.globals = globals;
    this.baseline = baseline;
    this.next = next;
  }

  /**
   * Makes an instance, and puts the state in place if there is one.
   *
   * @param thread where this happens, and all turns; the agent's from now on if it is opened
   */
  static Opening open(
      GuestThread thread, EndiveModule module, AgentHost agent, Optional<Snapshot> from) {
    var guest = new EndiveInstance(module);
    var globals = module.mutableGlobals();
    if (from.isEmpty()) {
      return new Opening.Opened(
          new EndiveAgent(thread, agent, guest, globals, Baseline.empty(), module.firstTurn()));
    }
    var snapshot = from.get();
    return new AgentShape(
            guest.memory().initialPages(), guest.memory().maximumPages(), globals.size())
        .objection(snapshot)
        .<Opening>map(Opening.Rejected::new)
        .orElseGet(() -> new Opening.Opened(restored(thread, agent, guest, globals, snapshot)));
  }

  private static EndiveAgent restored(
      GuestThread thread,
      AgentHost agent,
      EndiveInstance guest,
      List<Integer> globals,
      Snapshot snapshot) {
    var baseline = Baseline.of(snapshot);
    guest.memory().replace(baseline.memory());
    for (var i = 0; i < globals.size(); i++) {
      guest.callFree(AdmittedModule.setter(globals.get(i)), snapshot.globals().get(i));
    }
    return new EndiveAgent(
        thread, agent, guest, globals, baseline, List.of(AdmittedModule.AGENT_ENTRY));
  }

  @Override
  public TurnOutcome turn(TurnOrder order) {
    if (over) {
      throw new IllegalStateException("there is no turn after one that was not kept");
    }
    var outcome = thread.run(() -> run(order), TurnOutcome.HostFault::new);
    if (!outcome.kept()) {
      close();
    }
    return outcome;
  }

  private TurnOutcome run(TurnOrder order) {
    var host = agent.turn(order, guest.fuel());
    var functions = next;
    next = List.of(AdmittedModule.AGENT_ENTRY);
    return switch (guest.call(functions, order.fuel(), host)) {
      case End.Failed(var reason) -> new TurnOutcome.HostFault(reason);
      case End.Ruled(var charge, var returned) -> {
        var kept = charge.status().equals(SUCCESS);
        yield new TurnOutcome.Ended(
            charge.status(),
            returned,
            charge.fuelUsed(),
            host.output(),
            host.log(),
            kept ? host.effects() : List.of(),
            kept ? Optional.of(changes()) : Optional.empty());
      }
    };
  }

  private Delta changes() {
    var bits =
        globals.stream().map(global -> guest.callFree(AdmittedModule.getter(global))[0]).toList();
    return guest.memory().changes(baseline, bits);
  }

  @Override
  public void close() {
    over = true;
    thread.close();
  }
}
