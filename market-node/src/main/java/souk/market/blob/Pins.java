package souk.market.blob;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import souk.protocol.value.Hash;

/** Which blobs are named by jobs that are not over. Thread-safe. */
final class Pins {
  private final Map<Hash, Set<Hash>> namesByJob = new HashMap<>();
  private final Map<Hash, Integer> jobsByName = new HashMap<>();

  /**
   * What a change of pins comes to.
   *
   * @param pinned blobs that no job named before
   * @param released blobs that no job names any more
   */
  record Difference(List<Hash> pinned, List<Hash> released) {}

  /** Sets what some jobs name; nothing for one that is over. */
  synchronized Difference set(Map<Hash, Set<Hash>> names) {
    var before = new HashMap<Hash, Boolean>();
    names.forEach(
        (job, blobs) -> {
          var old = blobs.isEmpty() ? namesByJob.remove(job) : namesByJob.put(job, blobs);
          blobs.forEach(blob -> count(blob, 1, before));
          (old == null ? Set.<Hash>of() : old).forEach(blob -> count(blob, -1, before));
        });
    var pinned = new ArrayList<Hash>();
    var released = new ArrayList<Hash>();
    before.forEach(
        (blob, was) -> {
          var is = jobsByName.containsKey(blob);
          if (is && !was) {
            pinned.add(blob);
          } else if (was && !is) {
            released.add(blob);
          }
        });
    return new Difference(pinned, released);
  }

  /** Whether a job names the blob. */
  synchronized boolean holds(Hash blob) {
    return jobsByName.containsKey(blob);
  }

  /** The jobs that name anything. */
  synchronized Set<Hash> jobs() {
    return new HashSet<>(namesByJob.keySet());
  }

  /** The blobs that are named. */
  synchronized Set<Hash> blobs() {
    return new HashSet<>(jobsByName.keySet());
  }

  private void count(Hash blob, int more, Map<Hash, Boolean> before) {
    before.putIfAbsent(blob, jobsByName.containsKey(blob));
    jobsByName.merge(blob, more, (old, step) -> old + step == 0 ? null : old + step);
  }
}
