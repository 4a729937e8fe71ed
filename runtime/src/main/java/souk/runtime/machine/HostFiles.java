package souk.runtime.machine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import souk.runtime.machine.Descriptor.Cursor;
import souk.runtime.machine.Descriptor.OpenDirectory;
import souk.runtime.machine.Descriptor.OpenFile;
import souk.runtime.machine.MountTree.DirectoryNode;
import souk.runtime.machine.MountTree.FileNode;
import souk.runtime.machine.MountTree.Node;

/** Finding, opening and describing the mounted files. Nothing here can be changed by the guest. */
final class HostFiles {
  private static final int MAX_PATH_BYTES = 4_096;
  private static final int DIRECTORY_ENTRY_BYTES = 24;
  private static final long CREATE = 1;
  private static final long MUST_BE_DIRECTORY = 1 << 1;
  private static final long TRUNCATE = 1 << 3;

  private final DescriptorTable descriptors;
  private final HostFuel fuel;

  HostFiles(DescriptorTable descriptors, HostFuel fuel) {
    this.descriptors = descriptors;
    this.fuel = fuel;
  }

  void require(long descriptor) {
    descriptors.get(descriptor);
  }

  void close(long descriptor) {
    descriptors.close(descriptor);
  }

  void fdstat(long descriptor, long statAt, Pointers memory) {
    memory.put(statAt, FileStat.fdstat(descriptors.get(descriptor)));
  }

  void filestat(long descriptor, long statAt, Pointers memory) {
    memory.put(statAt, FileStat.filestat(descriptors.get(descriptor)));
  }

  void pathFilestat(long directory, long pathAt, long pathBytes, long statAt, Pointers memory) {
    var node = find(directory, pathAt, pathBytes, Errno.NOENT, memory);
    memory.put(statAt, FileStat.filestat(node));
  }

  void open(
      long directory,
      long pathAt,
      long pathBytes,
      long flags,
      long rights,
      long descriptorAt,
      Pointers memory) {
    var absent = (flags & CREATE) != 0 ? Errno.ROFS : Errno.NOENT;
    var node = find(directory, pathAt, pathBytes, absent, memory);
    memory.require(descriptorAt, Integer.BYTES);
    var opened =
        switch (node) {
          case DirectoryNode found -> new OpenDirectory(found);
          case FileNode found -> openFile(found, flags, rights);
        };
    memory.putInt(descriptorAt, descriptors.add(opened));
  }

  private static OpenFile openFile(FileNode file, long flags, long rights) {
    if ((flags & MUST_BE_DIRECTORY) != 0) {
      throw new HostCallFailed(Errno.NOTDIR);
    }
    if ((flags & TRUNCATE) != 0 || FileStat.wantsToWrite(rights)) {
      throw new HostCallFailed(Errno.ROFS);
    }
    return new OpenFile(file, new Cursor());
  }

  private Node find(long directory, long pathAt, long pathBytes, Errno absent, Pointers memory) {
    var from = descriptors.directory(directory).node();
    if (pathBytes > MAX_PATH_BYTES) {
      throw new HostCallFailed(Errno.NAMETOOLONG);
    }
    var path = memory.bytes(pathAt, pathBytes);
    fuel.charge(pathBytes, HostFuel.PATH_BYTE);
    var names = names(new String(path, StandardCharsets.UTF_8));
    return MountTree.find(from, names).orElseThrow(() -> new HostCallFailed(absent));
  }

  /** The names of a path without {@code .} and {@code ..}; it may not leave where it begins. */
  private static List<String> names(String path) {
    if (path.isEmpty()) {
      throw new HostCallFailed(Errno.NOENT);
    }
    if (path.startsWith("/")) {
      throw new HostCallFailed(Errno.NOTCAPABLE);
    }
    var names = new ArrayList<String>();
    for (var name : path.split("/", -1)) {
      switch (name) {
        case "", "." -> {}
        case ".." -> {
          if (names.isEmpty()) {
            throw new HostCallFailed(Errno.NOTCAPABLE);
          }
          names.removeLast();
        }
        default -> names.add(name);
      }
    }
    return names;
  }

  void readDirectory(
      long descriptor, long address, long room, long cookie, long usedAt, Pointers memory) {
    var directory = descriptors.directory(descriptor).node();
    memory.require(address, room);
    memory.require(usedAt, Integer.BYTES);
    var entries = entries(directory);
    fuel.charge(entries.size(), HostFuel.ITEM);
    var bytes = new ByteArrayOutputStream();
    var next = Math.min(cookie & Long.MAX_VALUE, entries.size());
    while (next < entries.size() && bytes.size() < room) {
      var entry = entries.get((int) next++);
      bytes.writeBytes(entryBytes(entry.getKey(), entry.getValue(), next));
    }
    var used = (int) Math.min(bytes.size(), room);
    memory.put(address, Arrays.copyOf(bytes.toByteArray(), used));
    memory.putInt(usedAt, used);
  }

  private static List<Map.Entry<String, Node>> entries(DirectoryNode directory) {
    var entries = new ArrayList<Map.Entry<String, Node>>();
    entries.add(Map.entry(".", directory));
    entries.add(Map.entry("..", directory));
    entries.addAll(directory.children().entrySet());
    return entries;
  }

  private static byte[] entryBytes(String text, Node node, long nextCookie) {
    var name = text.getBytes(StandardCharsets.UTF_8);
    var bytes = new byte[DIRECTORY_ENTRY_BYTES + name.length];
    Pointers.littleEndian(bytes)
        .putLong(0, nextCookie)
        .putLong(8, node.number())
        .putInt(16, name.length)
        .put(20, (byte) FileStat.type(node))
        .put(DIRECTORY_ENTRY_BYTES, name);
    return bytes;
  }
}
