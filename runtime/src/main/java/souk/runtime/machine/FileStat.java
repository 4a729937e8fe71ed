package souk.runtime.machine;

import souk.runtime.machine.Node.Directory;
import souk.runtime.machine.Node.FileNode;

/** The structures in which WASI describes files. */
final class FileStat {
  static final int UNKNOWN = 0;
  static final int DIRECTORY = 3;
  static final int REGULAR_FILE = 4;

  private static final int FDSTAT_BYTES = 24;
  private static final int FILESTAT_BYTES = 64;
  private static final int APPEND = 1;
  private static final long READ = 1L << 1;
  private static final long WRITE = 1L << 6;

  /** Reading, seeking, telling, describing. */
  private static final long FILE_RIGHTS = 0x20_0026;

  /** Those, and writing, allocating, setting flags and size, synchronising. */
  private static final long WRITABLE_FILE_RIGHTS = 0x60_017F;

  /** Listing, opening, describing, creating, renaming, removing. */
  private static final long DIRECTORY_RIGHTS = 0x627_E600;

  private FileStat() {}

  /** Whether rights asked for include writing. */
  static boolean wantsToWrite(long rights) {
    return (rights & WRITE) != 0;
  }

  static int type(Node node) {
    return switch (node) {
      case Directory _ -> DIRECTORY;
      case FileNode _ -> REGULAR_FILE;
    };
  }

  /** {@code fdstat}: type, flags, rights, rights of what is opened through it. */
  static byte[] fdstat(Descriptor descriptor) {
    return switch (descriptor) {
      case Descriptor.Input _ -> fdstat(UNKNOWN, 0, READ, 0);
      case Descriptor.OpenFile(_, var isWritable, var cursor) ->
          fdstat(
              REGULAR_FILE,
              cursor.appends() ? APPEND : 0,
              isWritable ? WRITABLE_FILE_RIGHTS : FILE_RIGHTS,
              0);
      case Descriptor.OpenDirectory _ ->
          fdstat(DIRECTORY, 0, DIRECTORY_RIGHTS, DIRECTORY_RIGHTS | WRITABLE_FILE_RIGHTS);
      case Descriptor.Output _, Descriptor.Log _ -> fdstat(UNKNOWN, 0, WRITE, 0);
    };
  }

  private static byte[] fdstat(int type, int flags, long rights, long inheriting) {
    return Pointers.littleEndian(new byte[FDSTAT_BYTES])
        .put(0, (byte) type)
        .putShort(2, (short) flags)
        .putLong(8, rights)
        .putLong(16, inheriting)
        .array();
  }

  /** {@code filestat} of what a descriptor stands for. */
  static byte[] filestat(Descriptor descriptor) {
    return switch (descriptor) {
      case Descriptor.OpenFile file -> filestat(file.node());
      case Descriptor.OpenDirectory(var node) -> filestat(node);
      case Descriptor.Input _, Descriptor.Output _, Descriptor.Log _ -> filestat(UNKNOWN, 0, 0);
    };
  }

  /** {@code filestat} of a file or directory: number, type, one link, size, fixed times. */
  static byte[] filestat(Node node) {
    return switch (node) {
      case Directory directory -> filestat(DIRECTORY, directory.number(), 0);
      case FileNode file -> filestat(REGULAR_FILE, file.number(), file.size());
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
