package souk.runtime.engine;

import java.util.List;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Host;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.module.AdmittedModule;

/** One execution of a command on Endive. */
final class EndiveRun {
  private EndiveRun() {}

  static RunOutcome of(EndiveModule module, Invocation invocation, Limits limits) {
    var guest = new EndiveInstance(module);
    var host = new Host(invocation, limits, guest.fuel());
    return switch (guest.call(List.of(AdmittedModule.COMMAND_ENTRY), limits.fuel(), host)) {
      case EndiveInstance.End.Failed(var reason) -> new RunOutcome.HostFault(reason);
      case EndiveInstance.End.Ruled(var charge, _) ->
          new RunOutcome.Completed(
              Execution.ofCommand(charge.status(), charge.fuelUsed(), host.output(), host.log()));
    };
  }
}
