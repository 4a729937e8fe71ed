package souk.runtime.machine;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file or a directory the guest can find. */
sealed interface Node {
  /** What identifies it: given in the order nodes are made, never twice. */
  long number();

  /** A file. */
  sealed interface FileNode extends Node {
    int size();

    /** Copies part of the content; the range must lie inside. */
    void copyTo(int from, byte[] target, int at, int count);
  }

  /** A file of the job's, which never changes. */
  record MountedFile(long number, Bytes content) implements FileNode {
    @Override
    public int size() {
      return content.size();
    }

    @Override
    public void copyTo(int from, byte[] target, int at, int count) {
      content.copyTo(from, target, at, count);
    }
  }

  /** What {@link Scratch} keeps account of: it lasts as long as it has a name or is open. */
  sealed interface Kept extends Node {
    Lease lease();
  }

  /** How long something in the scratch lasts. */
  final class Lease {
    private boolean named = true;
    private int descriptors;

    boolean isNamed() {
      return named;
    }

    boolean isOver() {
      return !named && descriptors == 0;
    }

    void loseName() {
      named = false;
    }

    void open() {
      descriptors++;
    }

    void close() {
      descriptors--;
    }
  }

  /** A file in the scratch. */
  record ScratchFile(long number, GrowingBytes content, Lease lease) implements FileNode, Kept {
    @Override
    public int size() {
      return content.size();
    }

    @Override
    public void copyTo(int from, byte[] target, int at, int count) {
      content.copyTo(from, target, at, count);
    }
  }

  /** A directory: mounted ones and the root never change, those of the scratch do. */
  final class Directory implements Kept {
    private final long number;
    private final boolean isScratch;
    private final Lease lease = new Lease();
    private final Map<String, Node> entries = new HashMap<>();
    private final NavigableMap<Long, String> namesByNumber = new TreeMap<>();
    private @Nullable Directory parent;

    Directory(long number, boolean isScratch) {
      this.number = number;
      this.isScratch = isScratch;
    }

    @Override
    public long number() {
      return number;
    }

    @Override
    public Lease lease() {
      return lease;
    }

    /** Whether the guest may change its entries. */
    boolean isScratch() {
      return isScratch;
    }

    Optional<Node> find(String name) {
      return Optional.ofNullable(entries.get(name));
    }

    /** Number of entries. */
    int size() {
      return entries.size();
    }

    /** The names of entries by number, ascending, from those above a number on. */
    SortedMap<Long, String> namesAbove(long number) {
      return namesByNumber.tailMap(number, false);
    }

    void put(String name, Node node) {
      entries.put(name, node);
      namesByNumber.put(node.number(), name);
      if (node instanceof Directory directory) {
        directory.parent = this;
      }
    }

    void remove(String name) {
      var removed = entries.remove(name);
      if (removed != null) {
        namesByNumber.remove(removed.number());
      }
    }

    /** Whether it is that directory, or somewhere below it. */
    boolean isWithin(Directory other) {
      for (var at = this; at != null; at = at.parent) {
        if (at == other) {
          return true;
        }
      }
      return false;
    }
  }
}
