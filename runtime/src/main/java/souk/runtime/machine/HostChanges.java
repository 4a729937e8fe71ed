package souk.runtime.machine;

import souk.runtime.machine.HostPaths.Place;
import souk.runtime.machine.Node.Directory;
import souk.runtime.machine.Node.FileNode;

/** Changing the names in the scratch, and the size of its files. */
final class HostChanges {
  private final DescriptorTable descriptors;
  private final HostPaths paths;
  private final Scratch scratch;
  private final HostFuel fuel;

  HostChanges(DescriptorTable descriptors, HostPaths paths, Scratch scratch, HostFuel fuel) {
    this.descriptors = descriptors;
    this.paths = paths;
    this.scratch = scratch;
    this.fuel = fuel;
  }

  void createDirectory(long directory, long pathAt, long pathBytes, Pointers memory) {
    var place = paths.follow(directory, pathAt, pathBytes, memory);
    if (place.node().isPresent()) {
      throw new HostCallFailed(Errno.EXIST);
    }
    var entry = paths.creatable(place);
    scratch.createDirectory(entry.parent(), entry.name());
  }

  void unlinkFile(long directory, long pathAt, long pathBytes, Pointers memory) {
    var place = paths.follow(directory, pathAt, pathBytes, memory);
    if (place.existing() instanceof Directory) {
      throw new HostCallFailed(Errno.ISDIR);
    }
    remove(HostPaths.changeable(place));
  }

  void removeDirectory(long directory, long pathAt, long pathBytes, Pointers memory) {
    var place = paths.follow(directory, pathAt, pathBytes, memory);
    if (!(place.existing() instanceof Directory found)) {
      throw new HostCallFailed(Errno.NOTDIR);
    }
    var entry = HostPaths.changeable(place);
    requireEmpty(found);
    remove(entry);
  }

  private void remove(Place.Entry entry) {
    scratch.remove(entry.parent(), entry.name());
  }

  private static void requireEmpty(Directory directory) {
    if (directory.size() > 0) {
      throw new HostCallFailed(Errno.NOTEMPTY);
    }
  }

  void rename(
      long fromDirectory,
      long fromAt,
      long fromBytes,
      long toDirectory,
      long toAt,
      long toBytes,
      Pointers memory) {
    var source = paths.follow(fromDirectory, fromAt, fromBytes, memory);
    var node = source.existing();
    var from = HostPaths.changeable(source);
    var to = HostPaths.nameable(paths.follow(toDirectory, toAt, toBytes, memory));
    var replaced = to.node();
    if (replaced.isPresent() && replaced.get() == node) {
      return;
    }
    if (node instanceof Directory directory && to.parent().isWithin(directory)) {
      throw new HostCallFailed(Errno.INVAL);
    }
    replaced.ifPresent(found -> requireReplaceable(found, node));
    remove(to);
    from.parent().remove(from.name());
    to.parent().put(to.name(), node);
  }

  private static void requireReplaceable(Node found, Node by) {
    switch (found) {
      case FileNode _ -> {
        if (by instanceof Directory) {
          throw new HostCallFailed(Errno.NOTDIR);
        }
      }
      case Directory directory -> {
        if (by instanceof FileNode) {
          throw new HostCallFailed(Errno.ISDIR);
        }
        requireEmpty(directory);
      }
    }
  }

  void readLink(long directory, long pathAt, long pathBytes, Pointers memory) {
    paths.follow(directory, pathAt, pathBytes, memory).existing();
    throw new HostCallFailed(Errno.INVAL);
  }

  /** Makes a file at least as long as an offset and a count together. */
  void allocate(long descriptor, long offset, long count) {
    var file = descriptors.writable(descriptor);
    if (offset < 0 || count <= 0 || offset + count < 0) {
      throw new HostCallFailed(Errno.INVAL);
    }
    growTo(file, offset + count);
  }

  void setSize(long descriptor, long size) {
    var file = descriptors.writable(descriptor);
    if (size < 0) {
      throw new HostCallFailed(Errno.INVAL);
    }
    growTo(file, size);
    if (size < file.size()) {
      scratch.resize(file, (int) size);
    }
  }

  private void growTo(Node.ScratchFile file, long size) {
    fuel.chargeGrowth(scratch.growth(file, size));
    if (size > file.size()) {
      scratch.resize(file, (int) size);
    }
  }
}
