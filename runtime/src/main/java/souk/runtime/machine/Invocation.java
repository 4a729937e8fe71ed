package souk.runtime.machine;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import souk.protocol.job.Arguments;
import souk.protocol.job.Mount;

/**
 * One execution to be done: a module and everything it can see.
 *
 * @param module the original WebAssembly module; need not be admissible
 * @param arguments its arguments after the program's name, and its environment
 * @param input what it reads from standard input
 * @param mounts its read-only files by relative path below {@code /}; paths as in {@link Mount}
 */
public record Invocation(
    Bytes module, Arguments arguments, Bytes input, SortedMap<String, Bytes> mounts) {

  /**
   * @throws IllegalArgumentException if a path is malformed, is a file and a directory at once, or
   *     input and mounts together exceed {@link Machine#MAX_INPUT_BYTES} or {@link Mount#MAX_COUNT}
   *     files
   */
  public Invocation {
    mounts = Collections.unmodifiableSortedMap(new TreeMap<>(mounts));
    if (mounts.size() > Mount.MAX_COUNT) {
      throw new IllegalArgumentException("a job mounts at most " + Mount.MAX_COUNT + " files");
    }
    var totalBytes = (long) input.size();
    for (var mount : mounts.entrySet()) {
      totalBytes += mount.getValue().size();
    }
    if (totalBytes > Machine.MAX_INPUT_BYTES) {
      throw new IllegalArgumentException(
          "input and mounted files have at most %d bytes, not %d"
              .formatted(Machine.MAX_INPUT_BYTES, totalBytes));
    }
    FileTree.of(mounts);
  }

  /** Paths, digests and sizes of the mounts, sorted by path. */
  public List<Mount> manifest() {
    return mounts.entrySet().stream()
        .map(mount -> new Mount(mount.getKey(), mount.getValue().sha256(), mount.getValue().size()))
        .toList();
  }

  /** A module with nothing but its input. */
  public static Invocation of(Bytes module, Bytes input) {
    return new Invocation(module, Arguments.NONE, input, new TreeMap<>(Map.of()));
  }
}
