package souk.runtime.machine;

import souk.runtime.machine.MountTree.DirectoryNode;
import souk.runtime.machine.MountTree.FileNode;
import souk.runtime.machine.MountTree.Node;

/** The structures in which WASI describes files. */
final class FileStat {
  static final int UNKNOWN = 0;
  static final int DIRECTORY = 3;
  static final int REGULAR_FILE = 4;

  private static final int FDSTAT_BYTES = 24;
  private static final int FILESTAT_BYTES = 64;
  private static final long READ = 1L << 1;
  private static final long SEEK_AND_TELL = (1L << 2) | (1L << 5);
  private static final long WRITE = 1L << 6;
  private static final long DIRECTORY_CALLS = (1L << 13) | (1L << 14) | (1L << 18);
  private static final long STAT = 1L << 21;
  private static final long FILE_RIGHTS = READ | SEEK_AND_TELL | STAT;
  private static final long DIRECTORY_RIGHTS = DIRECTORY_CALLS | STAT;

  private FileStat() {}

  /** Whether rights asked for include writing. */
  static boolean wantsToWrite(long rights) {
    return (rights & WRITE) != 0;
  }

  static int type(Node node) {
    return switch (node) {
      case DirectoryNode _ -> DIRECTORY;
      case FileNode _ -> REGULAR_FILE;
    };
  }

  /** {@code fdstat}: type, flags, rights, rights of what is opened through it. */
  static byte[] fdstat(Descriptor descriptor) {
    return switch (descriptor) {
      case Descriptor.Input _ -> fdstat(UNKNOWN, READ, 0);
      case Descriptor.OpenFile _ -> fdstat(REGULAR_FILE, FILE_RIGHTS, 0);
      case Descriptor.OpenDirectory _ ->
          fdstat(DIRECTORY, DIRECTORY_RIGHTS, DIRECTORY_RIGHTS | FILE_RIGHTS);
      case Descriptor.Output _, Descriptor.Log _ -> fdstat(UNKNOWN, WRITE, 0);
    };
  }

  private static byte[] fdstat(int type, long rights, long inheriting) {
    return Pointers.littleEndian(new byte[FDSTAT_BYTES])
        .put(0, (byte) type)
        .putLong(8, rights)
        .putLong(16, inheriting)
        .array();
  }

  /** {@code filestat} of what a descriptor stands for. */
  static byte[] filestat(Descriptor descriptor) {
    return switch (descriptor) {
      case Descriptor.OpenFile(var node, _) -> filestat(node);
      case Descriptor.OpenDirectory(var node) -> filestat(node);
      case Descriptor.Input _, Descriptor.Output _, Descriptor.Log _ -> filestat(UNKNOWN, 0, 0);
    };
  }

  /** {@code filestat} of a file or directory: number, type, one link, size, fixed times. */
  static byte[] filestat(Node node) {
    return switch (node) {
      case DirectoryNode directory -> filestat(DIRECTORY, directory.number(), 0);
      case FileNode file -> filestat(REGULAR_FILE, file.number(), file.content().size());
    };
  }

  private static byte[] filestat(int type, long number, long sizeBytes) {
    return Pointers.littleEndian(new byte[FILESTAT_BYTES])
        .putLong(8, number)
        .put(16, (byte) type)
        .putLong(24, 1)
        .putLong(32, sizeBytes)
        .putLong(40, Clock.START_NANOS)
        .putLong(48, Clock.START_NANOS)
        .putLong(56, Clock.START_NANOS)
        .array();
  }
}
