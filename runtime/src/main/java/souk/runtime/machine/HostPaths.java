package souk.runtime.machine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import souk.runtime.machine.Node.Directory;

/** Follows the paths a guest gives. */
final class HostPaths {
  private static final int MAX_PATH_BYTES = 4_096;
  private static final int MAX_NAME_BYTES = 255;

  /** What a malformed sequence is read as. */
  private static final char REPLACEMENT = '\uFFFD';

  private final DescriptorTable descriptors;
  private final Scratch scratch;
  private final HostFuel fuel;

  HostPaths(DescriptorTable descriptors, Scratch scratch, HostFuel fuel) {
    this.descriptors = descriptors;
    this.scratch = scratch;
    this.fuel = fuel;
  }

  /** Where a path leads. */
  sealed interface Place {
    /** What is there. */
    Optional<Node> node();

    /** What is there, or {@link Errno#NOENT}. */
    default Node existing() {
      return node().orElseThrow(() -> new HostCallFailed(Errno.NOENT));
    }

    /** The directory the path begins at. */
    record Itself(Directory directory) implements Place {
      @Override
      public Optional<Node> node() {
        return Optional.of(directory);
      }
    }

    /** A name in a directory, with or without something there. */
    record Entry(Directory parent, String name) implements Place {
      @Override
      public Optional<Node> node() {
        return parent.find(name);
      }

      boolean isScratch() {
        return parent.isScratch();
      }
    }
  }

  /** Follows a path from a descriptor to its last name. */
  Place follow(long descriptor, long pathAt, long pathBytes, Pointers memory) {
    var from = descriptors.directory(descriptor).node();
    if (pathBytes > MAX_PATH_BYTES) {
      throw new HostCallFailed(Errno.NAMETOOLONG);
    }
    var path = memory.bytes(pathAt, pathBytes);
    fuel.charge(pathBytes, HostFuel.PATH_BYTE);
    var names = names(text(path));
    if (names.isEmpty()) {
      return new Place.Itself(from);
    }
    var last = names.removeLast();
    var directory = from;
    for (var name : names) {
      directory = enter(directory, name);
    }
    return new Place.Entry(directory, last);
  }

  private static String text(byte[] path) {
    var text = new String(path, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0
        && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), path)) {
      throw new HostCallFailed(Errno.ILSEQ);
    }
    return text;
  }

  /** The names of a path without {@code .} and {@code ..}; it may not leave where it begins. */
  private static List<String> names(String path) {
    if (path.indexOf('\0') >= 0) {
      throw new HostCallFailed(Errno.INVAL);
    }
    if (path.isEmpty()) {
      throw new HostCallFailed(Errno.NOENT);
    }
    if (path.startsWith("/")) {
      throw new HostCallFailed(Errno.NOTCAPABLE);
    }
    var names = new ArrayList<String>();
    for (int from = 0, to; from <= path.length(); from = to + 1) {
      to = path.indexOf('/', from);
      to = to < 0 ? path.length() : to;
      add(path, from, to, names);
    }
    return names;
  }

  private static void add(String path, int from, int to, List<String> names) {
    var length = to - from;
    if (length == 0 || (length == 1 && path.charAt(from) == '.')) {
      return;
    }
    if (length == 2 && path.startsWith("..", from)) {
      if (names.isEmpty()) {
        throw new HostCallFailed(Errno.NOTCAPABLE);
      }
      names.removeLast();
    } else {
      names.add(path.substring(from, to));
    }
  }

  private static Directory enter(Directory from, String name) {
    var node = from.find(name).orElseThrow(() -> new HostCallFailed(Errno.NOENT));
    if (node instanceof Directory directory) {
      return directory;
    }
    throw new HostCallFailed(Errno.NOTDIR);
  }

  /** The entry whose name is to be taken away or moved. */
  static Place.Entry changeable(Place place) {
    if (place instanceof Place.Entry entry) {
      if (!entry.isScratch()) {
        throw new HostCallFailed(Errno.ROFS);
      }
      return entry;
    }
    throw new HostCallFailed(Errno.INVAL);
  }

  /** The entry whose name is to stand for something else. */
  static Place.Entry nameable(Place place) {
    var entry = changeable(place);
    if (!entry.parent().lease().isNamed()) {
      throw new HostCallFailed(Errno.NOENT);
    }
    if (entry.name().getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      throw new HostCallFailed(Errno.NAMETOOLONG);
    }
    return entry;
  }

  /** The entry, nothing so far, where a file or directory is to be created. */
  Place.Entry creatable(Place place) {
    var entry = nameable(place);
    scratch.requireRoomForOne();
    return entry;
  }
}
