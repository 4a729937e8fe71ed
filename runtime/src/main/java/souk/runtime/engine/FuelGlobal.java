package souk.runtime.engine;

import run.endive.runtime.GlobalInstance;
import run.endive.runtime.Instance;
import souk.runtime.machine.GuestFuel;
import souk.runtime.module.AdmittedModule;

/** The fuel counter of a rewritten module's instance. */
record FuelGlobal(GlobalInstance global) implements GuestFuel {
  static FuelGlobal of(Instance instance) {
    return new FuelGlobal(instance.exports().global(AdmittedModule.FUEL_EXPORT));
  }

  @Override
  public long left() {
    return global.getValue();
  }

  @Override
  public void left(long units) {
    global.setValue(units);
  }
}
