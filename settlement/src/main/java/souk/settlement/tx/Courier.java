package souk.settlement.tx;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.SendResult;
import souk.settlement.chain.SignedTransaction;

/**
 * Hands signed transactions to the chain while the next ones are made: one group at a time, in
 * their order. Not thread-safe.
 */
final class Courier {
  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  private final Chain chain;
  private @Nullable FutureTask<List<SendResult>> errand;

  Courier(Chain chain) {
    this.chain = chain;
  }

  /**
   * Takes the next group once the one before is handed over.
   *
   * @throws ChainException if the one before was not
   */
  void take(List<SignedTransaction> transactions) {
    await();
    var next = new FutureTask<>(() -> chain.send(transactions));
    errand = next;
    Thread.ofVirtual().name("courier").start(next);
  }

  /**
   * Waits until nothing is on its way to the chain. What the chain answers decides nothing: whether
   * a transaction is in a block is seen in the blocks.
   *
   * @throws ChainException if it could not be handed over
   */
  void await() {
    var last = errand;
    errand = null;
    if (last == null) {
      return;
    }
    try {
      log.debug("sent: {}", last.get());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ChainException.retryable("interrupted while transactions were sent", e);
    }
  }
}
