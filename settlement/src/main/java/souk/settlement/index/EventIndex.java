package souk.settlement.index;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;

/**
 * Follows the market's events from the block that deployed it. A reorg is seen by block hashes
 * alone, since not every chain announces it, and takes the follower back to the newest block it has
 * seen that still stands. Used by one thread.
 */
public final class EventIndex {
  private static final long MOST_BLOCKS = 500;
  private static final int MOST_CHECKPOINTS = 512;

  private final Chain chain;
  private final Listener listener;
  // Blocks reached, newest first: where a reorg can be caught.
  private final Deque<Head> checkpoints = new ArrayDeque<>();

  /** Hears what the chain does, on the thread that polls. */
  public interface Listener {
    /**
     * These events are on the chain up to the head.
     *
     * @param events oldest first; may be empty
     */
    void advanced(Head head, List<ChainEvent> events);

    /** Blocks from this height on no longer stand. What takes their place is told next. */
    void rolledBack(long fromBlock);
  }

  /** An index that has read nothing yet. */
  public EventIndex(Chain chain, Listener listener) {
    this.chain = chain;
    this.listener = listener;
  }

  /** The newest block whose events have been told. */
  public Optional<Head> reached() {
    return Optional.ofNullable(checkpoints.peekFirst());
  }

  /**
   * Reads what is new, a bounded number of blocks, and tells the listener.
   *
   * @return whether there may be more to read at once
   * @throws ChainException if the chain cannot be asked, or is not the one this began with
   */
  public boolean poll() {
    var head = chain.head();
    rollBackIfReplaced();
    var from = reached().map(block -> block.number() + 1).orElse(chain.deployment().block());
    if (head.number() < from) {
      return false;
    }
    var to = Math.min(head.number(), from + MOST_BLOCKS - 1);
    return advance(from, to) && to < head.number();
  }

  private boolean advance(long from, long to) {
    var last = chain.block(to);
    if (last.isEmpty()) {
      return false;
    }
    var events = chain.events(from, to);
    // A reorg while reading may have mixed two histories.
    if (!isStanding(last.get())) {
      return true;
    }
    checkpoints.addFirst(last.get());
    if (checkpoints.size() > MOST_CHECKPOINTS) {
      checkpoints.removeLast();
    }
    listener.advanced(last.get(), events);
    return true;
  }

  private void rollBackIfReplaced() {
    var replaced = false;
    while (!checkpoints.isEmpty() && !isStanding(checkpoints.getFirst())) {
      checkpoints.removeFirst();
      replaced = true;
    }
    if (replaced) {
      requireSameChain();
      listener.rolledBack(
          reached().map(block -> block.number() + 1).orElse(chain.deployment().block()));
    }
  }

  private boolean isStanding(Head block) {
    return chain.block(block.number()).map(Head::hash).equals(Optional.of(block.hash()));
  }

  private void requireSameChain() {
    Optional<Hash> genesis = chain.block(0).map(Head::hash);
    if (!genesis.equals(Optional.of(chain.deployment().genesis()))) {
      throw ChainException.permanent(
          "the chain was started anew: the market is not on it; deploy it, or use another endpoint",
          null);
    }
  }
}
