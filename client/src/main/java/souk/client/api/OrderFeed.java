package souk.client.api;

import java.util.List;

/**
 * What a market node has accepted of orders and placements since a cursor, oldest first; what is
 * not in force any more is left out. Peers pull it and check everything themselves.
 *
 * @param cursor grows with everything accepted; handed back, it makes the node wait for newer ones
 * @param offers offers that are not on chain
 * @param jobs jobs that are not on chain
 * @param placements where jobs may run
 */
public record OrderFeed(
    long cursor, List<SignedOffer> offers, List<SignedJob> jobs, List<SignedPlacement> placements) {
  public OrderFeed {
    offers = List.copyOf(offers);
    jobs = List.copyOf(jobs);
    placements = List.copyOf(placements);
  }

  /** How many orders and placements it tells. */
  public int size() {
    return offers.size() + jobs.size() + placements.size();
  }
}
