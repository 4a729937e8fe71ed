package souk.settlement.index;

import java.util.List;
import java.util.Set;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Head;

/**
 * What is different since the index told its listeners last.
 *
 * @param head the block it has reached
 * @param events events since then, oldest first; after a reorg some may have been told before
 * @param jobs jobs that an event named, or that a reorg touched
 */
public record Changes(Head head, List<ChainEvent> events, Set<Hash> jobs) {
  public Changes {
    events = List.copyOf(events);
    jobs = Set.copyOf(jobs);
  }
}
