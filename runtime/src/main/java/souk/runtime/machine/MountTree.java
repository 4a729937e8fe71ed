package souk.runtime.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import souk.protocol.job.Mount;
import souk.protocol.value.Hash;

/** The read-only files of a job as the directories the guest walks. */
final class MountTree {
  /** A file or a directory; its number is its place in the order of the tree, from 1. */
  sealed interface Node {
    long number();
  }

  record FileNode(long number, Bytes content) implements Node {}

  record DirectoryNode(long number, SortedMap<String, Node> children) implements Node {}

  private final DirectoryNode root = new DirectoryNode(1, new TreeMap<>());
  private long lastNumber = 1;

  private MountTree() {}

  /**
   * Builds the tree.
   *
   * @throws IllegalArgumentException if a path is malformed, or a file and a directory at once
   */
  static MountTree of(SortedMap<String, Bytes> mounts) {
    var tree = new MountTree();
    mounts.forEach(tree::add);
    return tree;
  }

  DirectoryNode root() {
    return root;
  }

  /** Finds what lies at the names below a directory. */
  static Optional<Node> find(DirectoryNode from, List<String> names) {
    Node node = from;
    for (var name : names) {
      if (!(node instanceof DirectoryNode(_, var children)) || !children.containsKey(name)) {
        return Optional.empty();
      }
      node = children.get(name);
    }
    return Optional.of(node);
  }

  private void add(String path, Bytes content) {
    var names = new ArrayList<>(List.of(checked(path).split("/", -1)));
    var last = names.removeLast();
    var directory = root;
    for (var name : names) {
      var child =
          directory
              .children()
              .computeIfAbsent(name, _ -> new DirectoryNode(++lastNumber, new TreeMap<>()));
      if (!(child instanceof DirectoryNode next)) {
        throw new IllegalArgumentException("a mount is below a file: '" + path + "'");
      }
      directory = next;
    }
    directory.children().put(last, new FileNode(++lastNumber, content));
  }

  private static String checked(String path) {
    return new Mount(path, Hash.ZERO, 0).path();
  }
}
