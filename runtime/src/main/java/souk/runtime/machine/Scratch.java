package souk.runtime.machine;

import souk.runtime.machine.Node.Directory;
import souk.runtime.machine.Node.Kept;
import souk.runtime.machine.Node.Lease;
import souk.runtime.machine.Node.ScratchFile;

/** Keeps account of what a guest has created: how many files and directories, how many bytes. */
final class Scratch {
  private long lastNumber;
  private int bytes;
  private int nodes;

  /**
   * An empty scratch.
   *
   * @param lastNumber the highest number that is given away
   */
  Scratch(long lastNumber) {
    this.lastNumber = lastNumber;
  }

  /** Bytes that a file grows by when it is made that long, which must fit. */
  int growth(ScratchFile file, long size) {
    var growth = Math.max(0, size - file.size());
    if (growth > Machine.MAX_SCRATCH_BYTES - bytes) {
      throw new HostCallFailed(Errno.NOSPC);
    }
    return (int) growth;
  }

  void requireRoomForOne() {
    if (nodes >= Machine.MAX_SCRATCH_FILES) {
      throw new HostCallFailed(Errno.NOSPC);
    }
  }

  ScratchFile createFile(Directory parent, String name) {
    var file = new ScratchFile(++lastNumber, new GrowingBytes(), new Lease());
    add(parent, name, file);
    return file;
  }

  void createDirectory(Directory parent, String name) {
    add(parent, name, new Directory(++lastNumber, true));
  }

  private void add(Directory parent, String name, Kept node) {
    parent.put(name, node);
    nodes++;
  }

  /** Takes a name away from what it stands for. */
  void remove(Directory parent, String name) {
    parent
        .find(name)
        .ifPresent(
            node -> {
              parent.remove(name);
              if (node instanceof Kept kept) {
                kept.lease().loseName();
                releaseIfOver(kept);
              }
            });
  }

  void resize(ScratchFile file, int size) {
    bytes += size - file.size();
    file.content().resize(size);
  }

  /** A descriptor stands for the node from now on. */
  void opened(Node node) {
    if (node instanceof Kept kept) {
      kept.lease().open();
    }
  }

  /** A descriptor no longer stands for the node. */
  void closed(Node node) {
    if (node instanceof Kept kept) {
      kept.lease().close();
      releaseIfOver(kept);
    }
  }

  private void releaseIfOver(Kept node) {
    if (node.lease().isOver()) {
      nodes--;
      if (node instanceof ScratchFile file) {
        resize(file, 0);
      }
    }
  }
}
