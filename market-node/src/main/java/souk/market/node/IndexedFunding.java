package souk.market.node;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import souk.market.blob.Funding;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;
import souk.settlement.index.JobIndex;

/**
 * Finds an account's money in the index, and asks the chain only for what the index does not know:
 * somebody may have deposited in the newest block.
 */
final class IndexedFunding implements Funding {
  private static final int ASKED_AT_ONCE = 4;
  private static final long PATIENCE_SECONDS = 5;

  private final JobIndex index;
  private final Chain chain;
  private final Semaphore asking = new Semaphore(ASKED_AT_ONCE);

  IndexedFunding(JobIndex index, Chain chain) {
    this.index = index;
    this.chain = chain;
  }

  @Override
  public boolean covers(Address account, Amount least) {
    return isBonded(account, least) || hasBalance(account, least);
  }

  private boolean isBonded(Address account, Amount least) {
    var asProvider =
        index.provider(account).filter(it -> !it.free().plus(it.locked()).isLessThan(least));
    return asProvider.isPresent()
        || index.verifiers().stream()
            .filter(it -> it.address().equals(account))
            .anyMatch(it -> !it.free().plus(it.locked()).isLessThan(least));
  }

  private boolean hasBalance(Address account, Amount least) {
    try {
      if (!asking.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw ChainException.retryable("too many accounts are looked up at once", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ChainException.retryable("interrupted", e);
    }
    try {
      return !index.balance(account).isLessThan(least)
          || !chain.account(account).marketBalance().isLessThan(least);
    } finally {
      asking.release();
    }
  }
}
