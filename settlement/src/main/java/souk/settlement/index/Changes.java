package souk.settlement.index;

import java.util.List;
import java.util.Set;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Head;

/**
 * What is different since the index told its listeners last. Who keeps a picture of its own asks
 * the index again for all that is named here: it is gone if the index does not know it any more.
 *
 * @param head the block it has reached
 * @param rolledBack whether a reorg took back blocks that had been told
 * @param events events since then, oldest first; after a reorg some may have been told before, and
 *     of {@link #MOST_EVENTS} older ones may be missing
 * @param jobs jobs that an event named, or that a reorg touched
 * @param offers offers posted, cancelled or expired since, or that a reorg touched
 * @param accounts whose balance, bond or record may be another
 * @param agents agents that an event was about, or that a reorg touched
 */
public record Changes(
    Head head,
    boolean rolledBack,
    List<ChainEvent> events,
    Set<Hash> jobs,
    Set<Hash> offers,
    Set<Address> accounts,
    Set<AgentId> agents) {
  /** Most events told at once. */
  public static final int MOST_EVENTS = 10_000;

  public Changes {
    events = List.copyOf(events);
    jobs = Set.copyOf(jobs);
    offers = Set.copyOf(offers);
    accounts = Set.copyOf(accounts);
    agents = Set.copyOf(agents);
  }
}
