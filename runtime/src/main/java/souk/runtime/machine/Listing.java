package souk.runtime.machine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import souk.runtime.machine.Node.Directory;

/**
 * The entries of a directory from a cookie on, as many as there is room for: {@code .} and {@code
 * ..}, then what is in it in the order of its numbers.
 */
final class Listing {
  private static final int HEAD_BYTES = 24;

  /** Cookies 1 and 2 stand behind {@code .} and {@code ..}; the others are numbers plus this. */
  private static final long FIRST_COOKIES = 2;

  private final int room;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int count;

  Listing(int room) {
    this.room = room;
  }

  void add(Directory directory, long cookie) {
    if (cookie == 0) {
      add(".", directory, 1);
    }
    if (cookie == 0 || cookie == 1) {
      add("..", directory, FIRST_COOKIES);
    }
    if (cookie < 0) {
      return;
    }
    for (var name : directory.namesAbove(cookie - FIRST_COOKIES).values()) {
      if (bytes.size() >= room) {
        break;
      }
      var node = directory.find(name).orElseThrow();
      add(name, node, node.number() + FIRST_COOKIES);
    }
  }

  private void add(String text, Node node, long nextCookie) {
    if (bytes.size() >= room) {
      return;
    }
    var name = text.getBytes(StandardCharsets.UTF_8);
    var entry = new byte[HEAD_BYTES + name.length];
    Pointers.littleEndian(entry)
        .putLong(0, nextCookie)
        .putLong(8, node.number())
        .putInt(16, name.length)
        .put(20, (byte) FileStat.type(node))
        .put(HEAD_BYTES, name);
    bytes.writeBytes(entry);
    count++;
  }

  /** Number of entries, one that is cut off included. */
  int count() {
    return count;
  }

  /** The entries, cut off where the room ends. */
  byte[] bytes() {
    return Arrays.copyOf(bytes.toByteArray(), Math.min(bytes.size(), room));
  }
}
