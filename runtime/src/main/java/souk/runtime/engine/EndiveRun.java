package souk.runtime.engine;

import run.endive.runtime.GlobalInstance;
import run.endive.runtime.Instance;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.WasmEngineException;
import souk.runtime.machine.Execution;
import souk.runtime.machine.FuelRule;
import souk.runtime.machine.GuestEnded;
import souk.runtime.machine.GuestFuel;
import souk.runtime.machine.Host;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.RunOutcome.Completed;
import souk.runtime.machine.RunOutcome.HostFault;
import souk.runtime.module.AdmittedModule;

/** One execution of a rewritten module on Endive. */
final class EndiveRun {
  private final Instance instance;
  private final GlobalInstance depth;
  private final FuelGlobal fuel;
  private final Host host;
  private final Limits limits;

  /** The fuel counter of an instance. */
  private record FuelGlobal(GlobalInstance global) implements GuestFuel {
    @Override
    public long left() {
      return global.getValue();
    }

    @Override
    public void left(long units) {
      global.setValue(units);
    }
  }

  private EndiveRun(EndiveModule module, Invocation invocation, Limits limits) {
    var calls = new HostCalls();
    this.instance =
        Instance.builder(module.module())
            .withImportValues(calls.imports())
            .withMemoryFactory(FlatMemory::new)
            .withMachineFactory(module.machine())
            .withStart(false)
            .build();
    this.depth = instance.exports().global(AdmittedModule.DEPTH_EXPORT);
    this.fuel = new FuelGlobal(instance.exports().global(AdmittedModule.FUEL_EXPORT));
    this.host = new Host(invocation, limits, fuel);
    this.limits = limits;
    calls.connect(host);
    fuel.left(limits.fuel().units());
  }

  static RunOutcome of(EndiveModule module, Invocation invocation, Limits limits) {
    return new EndiveRun(module, invocation, limits).run();
  }

  private RunOutcome run() {
    try {
      instance.export(Instance.START_FUNCTION_NAME).apply();
      return completed(FuelRule.returned(limits.fuel(), fuel.left()));
    } catch (GuestEnded e) {
      return completed(FuelRule.ended(e.status(), limits.fuel(), fuel.left()));
    } catch (WasmInterruptedException _) {
      return new HostFault("interrupted");
    } catch (WasmEngineException e) {
      if (e.getCause() instanceof StackOverflowError) {
        return new HostFault("this host has too little stack");
      }
      var depthLeft = (int) depth.getValue();
      return completed(FuelRule.trapped(limits.fuel(), fuel.left(), depthLeft));
    }
  }

  private RunOutcome completed(FuelRule.Charge charge) {
    return new Completed(
        Execution.ofCommand(charge.status(), charge.fuelUsed(), host.output(), host.log()));
  }
}
