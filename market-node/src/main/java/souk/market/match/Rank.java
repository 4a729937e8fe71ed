package souk.market.match;

import java.util.Collection;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * Which of several market nodes goes first for a job: the one for which {@code keccak(job, node)}
 * is smallest. No node leads, and each is first for its share of the jobs.
 */
public final class Rank {
  private Rank() {}

  /**
   * How many nodes go before this one, from 0.
   *
   * @param nodes all nodes that are known; whether this one is among them makes no difference
   */
  public static int of(Hash jobId, Address node, Collection<Address> nodes) {
    var own = lot(jobId, node);
    return (int) nodes.stream().filter(other -> lot(jobId, other).compareTo(own) < 0).count();
  }

  private static Hash lot(Hash jobId, Address node) {
    return Digests.keccak256(jobId.bytes(), node.bytes());
  }
}
