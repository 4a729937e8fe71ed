package souk.protocol.job;

import souk.protocol.value.Hash;

/**
 * One read-only file a job can open.
 *
 * @param path relative path with {@code /} between names, at most 255 characters, without empty,
 *     {@code .} or {@code ..} names
 * @param blob SHA-256 of its bytes
 * @param sizeBytes how many bytes it has
 */
public record Mount(String path, Hash blob, long sizeBytes) {
  /** Most files a job mounts. */
  public static final int MAX_COUNT = 1024;

  private static final int MAX_PATH = 255;

  /**
   * @throws IllegalArgumentException if the path is not of that form or the size negative
   */
  public Mount {
    if (path.isEmpty() || path.length() > MAX_PATH || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a mount's path has 1..255 characters, none of them NUL");
    }
    for (var name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw new IllegalArgumentException(
            "a mount's path is relative, without empty, . or .. names: '" + path + "'");
      }
    }
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("a mount's size is never negative: " + sizeBytes);
    }
  }
}
