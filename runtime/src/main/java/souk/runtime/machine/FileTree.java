package souk.runtime.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import souk.protocol.job.Mount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Node.Directory;
import souk.runtime.machine.Node.MountedFile;

/** The root directory of one execution: the job's mounts, and the scratch. */
final class FileTree {
  private final Directory root = new Directory(1, false);
  private final Scratch scratch;
  private long lastNumber = 1;

  private FileTree(SortedMap<String, Bytes> mounts) {
    mounts.forEach(this::add);
    root.put(Mount.SCRATCH, new Directory(++lastNumber, true));
    this.scratch = new Scratch(lastNumber);
  }

  /**
   * Builds the tree.
   *
   * @throws IllegalArgumentException if a path is malformed, or a file and a directory at once
   */
  static FileTree of(SortedMap<String, Bytes> mounts) {
    return new FileTree(mounts);
  }

  Directory root() {
    return root;
  }

  Scratch scratch() {
    return scratch;
  }

  private void add(String path, Bytes content) {
    var names = new ArrayList<>(List.of(checked(path).split("/", -1)));
    var last = names.removeLast();
    var directory = root;
    for (var name : names) {
      directory = enter(directory, name, path);
    }
    directory.put(last, new MountedFile(++lastNumber, content));
  }

  private Directory enter(Directory from, String name, String path) {
    var found = from.find(name).orElseGet(() -> create(from, name));
    if (found instanceof Directory directory) {
      return directory;
    }
    throw new IllegalArgumentException("a mount is below a file: '" + path + "'");
  }

  private Directory create(Directory parent, String name) {
    var directory = new Directory(++lastNumber, false);
    parent.put(name, directory);
    return directory;
  }

  private static String checked(String path) {
    return new Mount(path, Hash.ZERO, 0).path();
  }
}
