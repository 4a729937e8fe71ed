package souk.runtime.engine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import run.endive.wasm.WasmEngineException;
import souk.protocol.offer.EngineName;

/**
 * A thread with a stack deep enough for guests, which turns this host's failures into words. One
 * for all turns of an agent: a stack is given back some time after its thread ends, so that a
 * thread for each turn could take several stacks at once.
 */
final class GuestThread implements AutoCloseable {
  /** Reserved, not used: deep enough that the machine's call depth always runs out first. */
  private static final long STACK_BYTES = 512L << 20;

  private static final String NO_MEMORY = "this host has too little memory";

  private final EngineName engine;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(GuestThread::deep);

  /** A thread for what an engine runs. */
  GuestThread(EngineName engine) {
    this.engine = engine;
  }

  private static Thread deep(Runnable work) {
    var thread = new Thread(null, work, "souk-guest", STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Does work and waits for it. An interrupt is handed on to the work, which may go on for a
   * moment, and leaves the caller interrupted.
   *
   * @param work what runs guests
   * @param fault makes an outcome of one line that says how this host failed
   */
  <T> T run(Supplier<T> work, Function<String, T> fault) {
    Future<T> outcome;
    try {
      outcome = thread.submit(() -> guarded(work, fault));
    } catch (OutOfMemoryError _) {
      return fault.apply(NO_MEMORY);
    }
    try {
      return outcome.get();
    } catch (InterruptedException _) {
      outcome.cancel(true);
      Thread.currentThread().interrupt();
      return fault.apply("interrupted");
    } catch (ExecutionException e) {
      return fault.apply(engine + " failed: " + e.getCause());
    }
  }

  private <T> T guarded(Supplier<T> work, Function<String, T> fault) {
    try {
      return work.get();
    } catch (WasmEngineException e) {
      return fault.apply(engine + " cannot run this module: " + e.getMessage());
    } catch (OutOfMemoryError _) {
      return fault.apply(NO_MEMORY);
    } catch (StackOverflowError _) {
      return fault.apply("this host has too little stack");
    } catch (RuntimeException | Error e) {
      return fault.apply(engine + " failed: " + e);
    }
  }

  /** Ends the thread; interrupts what it still does. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
