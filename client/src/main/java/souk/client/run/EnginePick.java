package souk.client.run;

import souk.runtime.engine.Engine;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

/** Says which engine runs a program. */
@FunctionalInterface
public interface EnginePick {
  /** The engine for that program under those limits. */
  Engine engineFor(Invocation invocation, Limits limits);
}
