package souk.runtime.machine;

import souk.runtime.machine.Node.Directory;
import souk.runtime.machine.Node.FileNode;
import souk.runtime.machine.Node.ScratchFile;

/** What a guest's file descriptor stands for. */
sealed interface Descriptor {

  /** Bytes to read, with the place of the next one. */
  sealed interface Source extends Descriptor {
    int size();

    /** Copies part of the bytes; the range must lie inside. */
    void copyTo(int from, byte[] target, int at, int count);

    Cursor cursor();
  }

  /** Bytes that go somewhere and cannot be read again. */
  sealed interface Sink extends Descriptor {}

  /** Standard input. */
  record Input(Bytes content, Cursor cursor) implements Source {
    @Override
    public int size() {
      return content.size();
    }

    @Override
    public void copyTo(int from, byte[] target, int at, int count) {
      content.copyTo(from, target, at, count);
    }
  }

  /**
   * A file that was opened.
   *
   * @param isWritable whether it was opened to be written
   */
  record OpenFile(FileNode node, boolean isWritable, Cursor cursor) implements Source {
    @Override
    public int size() {
      return node.size();
    }

    @Override
    public void copyTo(int from, byte[] target, int at, int count) {
      node.copyTo(from, target, at, count);
    }

    /** The file to write. */
    ScratchFile writable() {
      if (isWritable && node instanceof ScratchFile file) {
        return file;
      }
      throw new HostCallFailed(Errno.BADF);
    }
  }

  /** A directory, whose entries are found by name. */
  record OpenDirectory(Directory node) implements Descriptor {}

  /** Standard output: the result. */
  record Output() implements Sink {}

  /** Standard error: the log. */
  record Log() implements Sink {}

  /** A place in a file, which may lie behind its end, and whether writing goes to the end. */
  final class Cursor {
    private long position;
    private boolean appends;

    Cursor(boolean appends) {
      this.appends = appends;
    }

    long position() {
      return position;
    }

    void moveTo(long to) {
      position = to;
    }

    boolean appends() {
      return appends;
    }

    void appends(boolean whether) {
      appends = whether;
    }
  }
}
