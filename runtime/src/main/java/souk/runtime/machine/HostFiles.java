package souk.runtime.machine;

import souk.runtime.machine.Descriptor.Cursor;
import souk.runtime.machine.Descriptor.OpenDirectory;
import souk.runtime.machine.Descriptor.OpenFile;
import souk.runtime.machine.HostPaths.Place;
import souk.runtime.machine.Node.Directory;
import souk.runtime.machine.Node.FileNode;
import souk.runtime.machine.Node.MountedFile;
import souk.runtime.machine.Node.ScratchFile;

/** Opening, describing, listing and closing files and directories. */
final class HostFiles {
  private static final long CREATE = 1;
  private static final long MUST_BE_DIRECTORY = 1 << 1;
  private static final long EXCLUSIVE = 1 << 2;
  private static final long TRUNCATE = 1 << 3;
  private static final long APPEND = 1;

  private final DescriptorTable descriptors;
  private final HostPaths paths;
  private final Scratch scratch;
  private final HostFuel fuel;

  HostFiles(DescriptorTable descriptors, HostPaths paths, Scratch scratch, HostFuel fuel) {
    this.descriptors = descriptors;
    this.paths = paths;
    this.scratch = scratch;
    this.fuel = fuel;
  }

  /** How a file is to be opened. */
  private record Mode(long flags, long rights, long descriptorFlags) {
    boolean has(long flag) {
      return (flags & flag) != 0;
    }

    boolean writes() {
      return FileStat.wantsToWrite(rights);
    }

    boolean changes() {
      return has(TRUNCATE) || writes();
    }

    boolean appends() {
      return (descriptorFlags & APPEND) != 0;
    }
  }

  void require(long descriptor) {
    descriptors.get(descriptor);
  }

  void close(long descriptor) {
    descriptors.close(descriptor);
  }

  void renumber(long from, long to) {
    descriptors.renumber(from, to);
  }

  void fdstat(long descriptor, long statAt, Pointers memory) {
    memory.put(statAt, FileStat.fdstat(descriptors.get(descriptor)));
  }

  void setFlags(long descriptor, long flags) {
    if (descriptors.get(descriptor) instanceof OpenFile file) {
      file.cursor().appends((flags & APPEND) != 0);
    }
  }

  void filestat(long descriptor, long statAt, Pointers memory) {
    memory.put(statAt, FileStat.filestat(descriptors.get(descriptor)));
  }

  void pathFilestat(long directory, long pathAt, long pathBytes, long statAt, Pointers memory) {
    var node = paths.follow(directory, pathAt, pathBytes, memory).existing();
    memory.put(statAt, FileStat.filestat(node));
  }

  /** A file that is opened by its path, as WASI has it. */
  record Opening(
      long directory,
      long pathAt,
      long pathBytes,
      long flags,
      long rights,
      long descriptorFlags,
      long descriptorAt) {}

  void open(Opening wanted, Pointers memory) {
    var place = paths.follow(wanted.directory(), wanted.pathAt(), wanted.pathBytes(), memory);
    memory.require(wanted.descriptorAt(), Integer.BYTES);
    var mode = new Mode(wanted.flags(), wanted.rights(), wanted.descriptorFlags());
    var opened =
        place.node().map(node -> openExisting(node, mode)).orElseGet(() -> create(place, mode));
    memory.putInt(wanted.descriptorAt(), descriptors.add(opened));
  }

  private Descriptor openExisting(Node node, Mode mode) {
    if (mode.has(CREATE) && mode.has(EXCLUSIVE)) {
      throw new HostCallFailed(Errno.EXIST);
    }
    return switch (node) {
      case Directory directory -> openDirectory(directory, mode);
      case FileNode file -> openFile(file, mode);
    };
  }

  private OpenDirectory openDirectory(Directory directory, Mode mode) {
    if (mode.changes()) {
      throw new HostCallFailed(Errno.ISDIR);
    }
    descriptors.requireRoomForOne();
    return new OpenDirectory(directory);
  }

  private OpenFile openFile(FileNode node, Mode mode) {
    if (mode.has(MUST_BE_DIRECTORY)) {
      throw new HostCallFailed(Errno.NOTDIR);
    }
    switch (node) {
      case MountedFile _ -> {
        if (mode.changes()) {
          throw new HostCallFailed(Errno.ROFS);
        }
        descriptors.requireRoomForOne();
      }
      case ScratchFile file -> {
        descriptors.requireRoomForOne();
        if (mode.has(TRUNCATE)) {
          scratch.resize(file, 0);
        }
      }
    }
    return opened(node, mode);
  }

  private OpenFile create(Place place, Mode mode) {
    if (!mode.has(CREATE)) {
      throw new HostCallFailed(Errno.NOENT);
    }
    if (mode.has(MUST_BE_DIRECTORY)) {
      throw new HostCallFailed(Errno.INVAL);
    }
    var entry = paths.creatable(place);
    descriptors.requireRoomForOne();
    return opened(scratch.createFile(entry.parent(), entry.name()), mode);
  }

  private static OpenFile opened(FileNode file, Mode mode) {
    return new OpenFile(file, mode.writes(), new Cursor(mode.appends()));
  }

  void readDirectory(
      long descriptor, long address, long room, long cookie, long usedAt, Pointers memory) {
    var directory = descriptors.directory(descriptor).node();
    memory.require(address, room);
    memory.require(usedAt, Integer.BYTES);
    var listing = new Listing((int) Math.min(room, Integer.MAX_VALUE));
    listing.add(directory, cookie);
    fuel.charge(listing.count(), HostFuel.ENTRY);
    memory.put(address, listing.bytes());
    memory.putInt(usedAt, listing.bytes().length);
  }
}
