package souk.runtime.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Function;
import run.endive.runtime.Instance;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.GuestEnded;
import souk.runtime.machine.GuestFuel;
import souk.runtime.machine.Host;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

/**
 * A module compiled once, to run again and again in this process: for measuring how fast Endive's
 * code is once the JVM has optimised it. Jobs are run by an {@link Engine}.
 */
public final class EndiveProgram {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final EndiveModule module;
  private final Function<Instance, GuestFuel> fuel;

  /**
   * A run that ended well.
   *
   * @param nanos time this thread spent on a processor in {@code _start}
   * @param fuelUsed fuel used; of a module that was not rewritten, only what host calls cost
   * @param output what it wrote
   */
  public record Run(long nanos, long fuelUsed, Bytes output) {}

  /** A fuel counter outside the module. */
  private static final class Purse implements GuestFuel {
    private long left;

    @Override
    public long left() {
      return left;
    }

    @Override
    public void left(long units) {
      left = units;
    }
  }

  private EndiveProgram(Bytes module, Function<Instance, GuestFuel> fuel) {
    this.module = EndiveModule.unwatched(module.toArray(), _ -> {});
    this.fuel = fuel;
  }

  /** Compiles a module that has been rewritten. */
  public static EndiveProgram rewritten(Bytes module) {
    return new EndiveProgram(module, FuelGlobal::of);
  }

  /** Compiles a module as it is: nothing bounds what it does. */
  public static EndiveProgram plain(Bytes module) {
    return new EndiveProgram(module, instance -> new Purse());
  }

  /**
   * Runs it on this thread, whose stack must be deep enough.
   *
   * @param invocation what the guest sees
   * @param limits its fuel and output; its memory was limited when it was rewritten
   * @throws IllegalStateException if it is stopped for want of fuel or output
   */
  public Run run(Invocation invocation, Limits limits) {
    var calls = new HostCalls();
    var instance = module.instance(calls.imports());
    var counter = fuel.apply(instance);
    counter.left(limits.fuel().units());
    var host = new Host(invocation, limits, counter);
    calls.connect(host);
    var nanos = timed(instance);
    return new Run(nanos, limits.fuel().units() - counter.left(), host.output());
  }

  private static long timed(Instance instance) {
    var start = instance.export(Instance.START_FUNCTION_NAME);
    var from = THREADS.getCurrentThreadCpuTime();
    try {
      start.apply();
    } catch (GuestEnded e) {
      if (e.status().code() != 0) {
        throw new IllegalStateException("the program ended with " + e.status(), e);
      }
    }
    return THREADS.getCurrentThreadCpuTime() - from;
  }
}
