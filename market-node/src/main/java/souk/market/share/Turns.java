package souk.market.share;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import souk.market.match.Rank;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * Lets several nodes follow one another: the node of rank 0 acts on a reason at once, the node of
 * rank k some blocks later if the reason still stands. Not thread-safe.
 */
public final class Turns {
  private final Address self;
  private final Supplier<? extends Collection<Address>> peers;
  private final int stepBlocks;
  private final Map<Object, Long> since = new HashMap<>();
  private final Set<Object> standing = new HashSet<>();

  /**
   * @param peers the other nodes that are alive
   * @param stepBlocks blocks between a node's turn and the next one's
   */
  public Turns(Address self, Supplier<? extends Collection<Address>> peers, int stepBlocks) {
    this.self = self;
    this.peers = peers;
    this.stepBlocks = stepBlocks;
  }

  /**
   * Whether it is this node's turn.
   *
   * @param reason what stands to be done; equal at every block at which it does
   */
  public boolean isOurs(Object reason, Hash jobId, long block) {
    standing.add(reason);
    var waited = block - since.computeIfAbsent(reason, _ -> block);
    return waited >= (long) Rank.of(jobId, self, peers.get()) * stepBlocks;
  }

  /** Ends a round: reasons that were not given in it do not stand any more. */
  public void endRound() {
    since.keySet().retainAll(standing);
    standing.clear();
  }
}
