package souk.runtime.machine;

import java.util.TreeMap;
import souk.runtime.machine.Descriptor.Cursor;
import souk.runtime.machine.Descriptor.Input;
import souk.runtime.machine.Descriptor.Log;
import souk.runtime.machine.Descriptor.OpenDirectory;
import souk.runtime.machine.Descriptor.Output;

/** A guest's open file descriptors. A new one gets the lowest number that is free. */
final class DescriptorTable {
  /** The directory that is open from the start: {@code /} with the mounts. */
  static final int ROOT = 3;

  private static final int MAX_OPEN = 256;

  private final TreeMap<Long, Descriptor> open = new TreeMap<>();

  DescriptorTable(Bytes input, MountTree mounts) {
    open.put(0L, new Input(input, new Cursor()));
    open.put(1L, new Output());
    open.put(2L, new Log());
    open.put((long) ROOT, new OpenDirectory(mounts.root()));
  }

  Descriptor get(long number) {
    var descriptor = open.get(number);
    if (descriptor == null) {
      throw new HostCallFailed(Errno.BADF);
    }
    return descriptor;
  }

  OpenDirectory directory(long number) {
    if (get(number) instanceof OpenDirectory directory) {
      return directory;
    }
    throw new HostCallFailed(Errno.NOTDIR);
  }

  long add(Descriptor descriptor) {
    if (open.size() >= MAX_OPEN) {
      throw new HostCallFailed(Errno.MFILE);
    }
    var number = 0L;
    while (open.containsKey(number)) {
      number++;
    }
    open.put(number, descriptor);
    return number;
  }

  void close(long number) {
    get(number);
    open.remove(number);
  }
}
