package souk.runtime.engine;

import java.util.List;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.Instance;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.WasmEngineException;
import souk.protocol.value.Fuel;
import souk.runtime.machine.FuelRule;
import souk.runtime.machine.GuestEnded;
import souk.runtime.machine.GuestFuel;
import souk.runtime.machine.Host;
import souk.runtime.module.AdmittedModule;

/** A rewritten module, instantiated on Endive. */
final class EndiveInstance {
  private final HostCalls calls = new HostCalls();
  private final Instance instance;
  private final GlobalInstance depth;
  private final FuelGlobal fuel;

  /** How calls into the guest ended. */
  sealed interface End {
    /**
     * By the machine's rules.
     *
     * @param charge the status and what it costs
     * @param returned whether the last function returned
     */
    record Ruled(FuelRule.Charge charge, boolean returned) implements End {}

    /** This host failed. */
    record Failed(String reason) implements End {}
  }

  EndiveInstance(EndiveModule module) {
    this.instance = module.instance(calls.imports());
    this.depth = instance.exports().global(AdmittedModule.DEPTH_EXPORT);
    this.fuel = FuelGlobal.of(instance);
  }

  GuestFuel fuel() {
    return fuel;
  }

  FlatMemory memory() {
    if (instance.memory() instanceof FlatMemory memory) {
      return memory;
    }
    throw new IllegalStateException("an admitted module has a memory of its own");
  }

  /** Calls a function that counts no fuel and calls no host. */
  long[] callFree(String function, long... arguments) {
    return instance.export(function).apply(arguments);
  }

  /**
   * Calls functions that take and return nothing, one after the other.
   *
   * @param limit fuel for all of them
   * @param host who answers their calls
   */
  End call(List<String> functions, Fuel limit, Host host) {
    calls.connect(host);
    fuel.left(limit.units());
    depth.setValue(AdmittedModule.DEPTH_LIMIT);
    try {
      functions.forEach(function -> instance.export(function).apply());
      return ruled(FuelRule.returned(limit, fuel.left()), fuel.left() >= 0);
    } catch (GuestEnded e) {
      return ruled(FuelRule.ended(e.status(), limit, fuel.left()), false);
    } catch (WasmInterruptedException _) {
      return new End.Failed("interrupted");
    } catch (WasmEngineException e) {
      if (e.getCause() instanceof StackOverflowError) {
        return new End.Failed("this host has too little stack");
      }
      return ruled(FuelRule.trapped(limit, fuel.left(), (int) depth.getValue()), false);
    }
  }

  private static End ruled(FuelRule.Charge charge, boolean returned) {
    return new End.Ruled(charge, returned);
  }
}
