package souk.provider.machine;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much of a machine jobs may use together. Each job is a process with one busy thread and its
 * own limit of memory, so jobs at once are what both caps come down to.
 *
 * @param cpus processors that jobs may keep busy; empty for as many as there are slots
 * @param memoryBytes memory all jobs may use; empty if that is not to limit them
 */
public record Capacity(OptionalInt cpus, Optional<Long> memoryBytes) {
  /** Memory of a job's process beside the memory that its guest sees. */
  static final long BESIDE_BYTES = 192L << 20;

  private static final long PAGE_BYTES = 64L << 10;

  /**
   * How many of the slots wished for fit.
   *
   * @param maxPages most memory of a job in pages of 64 KiB
   * @throws IllegalArgumentException if not even one does
   */
  public int slots(int wished, int maxPages) {
    var slots = Math.min(wished, cpus.orElse(wished));
    var perJob = maxPages * PAGE_BYTES + BESIDE_BYTES;
    var fitting = memoryBytes.map(bytes -> bytes / perJob).orElse((long) slots);
    if (fitting < 1) {
      throw new IllegalArgumentException(
          "a job of %d MiB needs %d MiB with its process: allow more with --memory, or offer less"
                  .formatted((maxPages * PAGE_BYTES) >> 20, perJob >> 20)
              + " with --max-memory");
    }
    return (int) Math.min(slots, fitting);
  }
}
