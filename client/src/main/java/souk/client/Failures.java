package souk.client;

import java.io.UncheckedIOException;
import souk.client.market.MarketException;
import souk.runtime.engine.EngineMissingException;
import souk.settlement.chain.ChainException;
import souk.settlement.journal.JournalException;
import souk.settlement.keys.WalletException;

/** Tells callers of this package what fails underneath, in its own words. */
final class Failures {
  private Failures() {}

  /** Something that may fail, or wait. */
  interface Work<T> {
    T get() throws InterruptedException;
  }

  /** Something that may fail, or wait, and gives nothing. */
  interface Step {
    void take() throws InterruptedException;
  }

  /**
   * Does the work.
   *
   * @throws SoukException for whatever fails underneath
   * @throws InterruptedException if that was because this thread was interrupted
   */
  static <T> T told(Work<T> work) throws InterruptedException {
    try {
      return work.get();
    } catch (ChainException e) {
      throw failure(e, e.isRetryable());
    } catch (MarketException e) {
      throw failure(e, e.isRetryable());
    } catch (JournalException e) {
      throw failure(e, e.isInUse());
    } catch (UncheckedIOException e) {
      throw failure(e, true);
    } catch (WalletException | EngineMissingException e) {
      throw failure(e, false);
    }
  }

  /** As {@link #told}, for what gives nothing. */
  static void telling(Step step) throws InterruptedException {
    var unused =
        told(
            () -> {
              step.take();
              return true;
            });
  }

  /** What waits tells of an interrupt by the thread's flag alone. */
  static void requireUninterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static SoukException failure(RuntimeException cause, boolean retryable)
      throws InterruptedException {
    requireUninterrupted();
    return SoukException.of(cause, retryable);
  }
}
