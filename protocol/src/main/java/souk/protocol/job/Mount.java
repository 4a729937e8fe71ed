package souk.protocol.job;

import souk.protocol.value.Hash;

/**
 * One read-only file a job can open.
 *
 * @param path relative path with {@code /} between names, at most 255 characters, without empty,
 *     {@code .} or {@code ..} names; {@value #SCRATCH} is not the first name
 * @param blob SHA-256 of its bytes
 * @param sizeBytes how many bytes it has
 */
public record Mount(String path, Hash blob, long sizeBytes) {
  /** Most files a job mounts. */
  public static final int MAX_COUNT = 1024;

  /** The directory a job finds empty and may write to, where nothing is mounted. */
  public static final String SCRATCH = "tmp";

  private static final int MAX_PATH = 255;

  /**
   * @throws IllegalArgumentException if the path is not of that form or the size negative
   */
  public Mount {
    if (path.isEmpty() || path.length() > MAX_PATH || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a mount's path has 1..255 characters, none of them NUL");
    }
    var names = path.split("/", -1);
    for (var name : names) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw new IllegalArgumentException(
            "a mount's path is relative, without empty, . or .. names: '" + path + "'");
      }
    }
    if (names[0].equals(SCRATCH)) {
      throw new IllegalArgumentException(
          "a mount's path does not begin with tmp, which is the job's to write: '" + path + "'");
    }
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("a mount's size is never negative: " + sizeBytes);
    }
  }
}
