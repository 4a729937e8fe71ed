package souk.market.node;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import souk.market.match.Rank;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * When it is this node's turn to match an open job: at once for the node of rank 0, some blocks
 * later for each that follows. A block costs what becomes due at it. Not thread-safe.
 */
final class JobTurns {
  private final Address self;
  private final Supplier<? extends Collection<Address>> peers;
  private final int stepBlocks;
  private final Map<Hash, Standing> standing = new HashMap<>();
  private final TreeMap<Long, Set<Hash>> due = new TreeMap<>();
  private Set<Address> known = Set.of();

  /** An attempt that is open since that block, and the block at which it is ours. */
  private record Standing(int attempt, long since, long dueBlock) {}

  /**
   * @param peers the other nodes that are alive
   * @param stepBlocks blocks between a node's turn and the next one's
   */
  JobTurns(Address self, Supplier<? extends Collection<Address>> peers, int stepBlocks) {
    this.self = self;
    this.peers = peers;
    this.stepBlocks = stepBlocks;
  }

  /** That attempt of the job is open; if it is known to be, since the earlier block. */
  void open(Hash jobId, int attempt, long block) {
    var stands = standing.get(jobId);
    if (stands == null || stands.attempt() != attempt) {
      close(jobId);
      schedule(jobId, attempt, block);
    }
  }

  /** The job is not open any more. */
  void close(Hash jobId) {
    var stood = standing.remove(jobId);
    if (stood != null) {
      unschedule(jobId, stood.dueBlock());
    }
  }

  /** Takes out the jobs whose turn has come; each is given once for an attempt. */
  List<Hash> takeDue(long block) {
    learnPeers();
    var ours = due.headMap(block, true);
    var taken = new ArrayList<Hash>();
    ours.values().forEach(taken::addAll);
    ours.clear();
    return taken;
  }

  private void learnPeers() {
    var now = Set.copyOf(peers.get());
    if (!now.equals(known)) {
      known = now;
      var waiting = new HashMap<>(standing);
      waiting.keySet().retainAll(due.values().stream().flatMap(Set::stream).collect(toSet()));
      due.clear();
      waiting.forEach((jobId, stands) -> schedule(jobId, stands.attempt(), stands.since()));
    }
  }

  private void schedule(Hash jobId, int attempt, long since) {
    var dueBlock = since + (long) Rank.of(jobId, self, known) * stepBlocks;
    standing.put(jobId, new Standing(attempt, since, dueBlock));
    due.computeIfAbsent(dueBlock, _ -> new HashSet<>()).add(jobId);
  }

  private void unschedule(Hash jobId, long dueBlock) {
    var others = due.get(dueBlock);
    if (others != null && others.remove(jobId) && others.isEmpty()) {
      due.remove(dueBlock);
    }
  }
}
