package souk.market.blob;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import souk.protocol.value.Address;

/** How many uploads there are at once, in all and of each account. Thread-safe. */
final class UploadSlots {
  private final int most;
  private final int mostOfAccount;
  private final Map<Address, Integer> taken = new HashMap<>();
  private int all;

  UploadSlots(int most, int mostOfAccount) {
    this.most = most;
    this.mostOfAccount = mostOfAccount;
  }

  /** A slot to be given back; empty if there is none left. */
  synchronized Optional<Slot> take(Address account) {
    if (all == most || taken.getOrDefault(account, 0) == mostOfAccount) {
      return Optional.empty();
    }
    all++;
    taken.merge(account, 1, Integer::sum);
    return Optional.of(() -> giveBack(account));
  }

  private synchronized void giveBack(Address account) {
    all--;
    taken.computeIfPresent(account, (_, count) -> count == 1 ? null : count - 1);
  }

  /** The right to upload until it is closed. */
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }
}
