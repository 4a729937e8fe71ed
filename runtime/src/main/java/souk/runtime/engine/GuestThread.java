package souk.runtime.engine;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import run.endive.wasm.WasmEngineException;
import souk.protocol.offer.EngineName;

/** Runs guests on threads with a stack deep enough, and turns this host's failures into words. */
final class GuestThread {
  /** Reserved, not used: deep enough that the machine's call depth always runs out first. */
  private static final long STACK_BYTES = 512L << 20;

  private GuestThread() {}

  /**
   * Does work on a thread of its own and waits for it. An interrupt is handed on to the work, which
   * may go on for a moment.
   *
   * @param engine whose work it is
   * @param work what runs guests
   * @param fault makes an outcome of one line that says how this host failed
   */
  static <T> T run(EngineName engine, Supplier<T> work, Function<String, T> fault) {
    var outcome = new AtomicReference<T>(fault.apply("the guest's thread died"));
    var guest =
        new Thread(
            null, () -> outcome.set(guarded(engine, work, fault)), "souk-guest", STACK_BYTES);
    guest.setDaemon(true);
    guest.start();
    return await(guest) ? outcome.get() : fault.apply("interrupted");
  }

  private static boolean await(Thread guest) {
    try {
      guest.join();
      return true;
    } catch (InterruptedException _) {
      guest.interrupt();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static <T> T guarded(EngineName engine, Supplier<T> work, Function<String, T> fault) {
    try {
      return work.get();
    } catch (WasmEngineException e) {
      return fault.apply(engine + " cannot run this module: " + e.getMessage());
    } catch (OutOfMemoryError _) {
      return fault.apply("this host has too little memory");
    } catch (StackOverflowError _) {
      return fault.apply("this host has too little stack");
    } catch (RuntimeException | Error e) {
      return fault.apply(engine + " failed: " + e);
    }
  }
}
