package souk.runtime.machine;

import java.util.TreeMap;
import souk.runtime.machine.Descriptor.Cursor;
import souk.runtime.machine.Descriptor.Input;
import souk.runtime.machine.Descriptor.Log;
import souk.runtime.machine.Descriptor.OpenDirectory;
import souk.runtime.machine.Descriptor.OpenFile;
import souk.runtime.machine.Descriptor.Output;
import souk.runtime.machine.Node.ScratchFile;

/** A guest's open file descriptors. A new one gets the lowest number that is free. */
final class DescriptorTable {
  /** The directory that is open from the start: {@code /} with the mounts and the scratch. */
  static final int ROOT = 3;

  private final TreeMap<Long, Descriptor> open = new TreeMap<>();
  private final Scratch scratch;

  DescriptorTable(Bytes input, FileTree files) {
    this.scratch = files.scratch();
    open.put(0L, new Input(input, new Cursor(false)));
    open.put(1L, new Output());
    open.put(2L, new Log());
    open.put((long) ROOT, new OpenDirectory(files.root()));
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

  /** The file a descriptor may write. */
  ScratchFile writable(long number) {
    if (get(number) instanceof OpenFile file) {
      return file.writable();
    }
    throw new HostCallFailed(Errno.BADF);
  }

  void requireRoomForOne() {
    if (open.size() >= Machine.MAX_DESCRIPTORS) {
      throw new HostCallFailed(Errno.MFILE);
    }
  }

  /** Adds a descriptor; there must be room for one. */
  long add(Descriptor descriptor) {
    var number = 0L;
    while (open.containsKey(number)) {
      number++;
    }
    open.put(number, descriptor);
    switch (descriptor) {
      case OpenFile file -> scratch.opened(file.node());
      case OpenDirectory directory -> scratch.opened(directory.node());
      case Input _, Output _, Log _ -> {}
    }
    return number;
  }

  void close(long number) {
    var descriptor = get(number);
    open.remove(number);
    switch (descriptor) {
      case OpenFile file -> scratch.closed(file.node());
      case OpenDirectory directory -> scratch.closed(directory.node());
      case Input _, Output _, Log _ -> {}
    }
  }

  /** Closes the second and gives its number to the first. */
  void renumber(long from, long to) {
    var descriptor = get(from);
    get(to);
    if (from != to) {
      close(to);
      open.remove(from);
      open.put(to, descriptor);
    }
  }
}
