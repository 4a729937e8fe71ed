package souk.runtime.machine;

import souk.runtime.machine.MountTree.DirectoryNode;
import souk.runtime.machine.MountTree.FileNode;

/** What a guest's file descriptor stands for. */
sealed interface Descriptor {

  /** Bytes to read, with the place of the next one. */
  sealed interface Source extends Descriptor {
    Bytes content();

    Cursor cursor();
  }

  /** Bytes that go somewhere. */
  sealed interface Sink extends Descriptor {}

  /** Standard input. */
  record Input(Bytes content, Cursor cursor) implements Source {}

  /** A mounted file that was opened. */
  record OpenFile(FileNode node, Cursor cursor) implements Source {
    @Override
    public Bytes content() {
      return node.content();
    }
  }

  /** A directory, whose entries are found by name. */
  record OpenDirectory(DirectoryNode node) implements Descriptor {}

  /** Standard output: the result. */
  record Output() implements Sink {}

  /** Standard error: the log. */
  record Log() implements Sink {}

  /** A place in a file, which may lie behind its end. */
  final class Cursor {
    private long position;

    long position() {
      return position;
    }

    void moveTo(long to) {
      position = to;
    }
  }
}
