package souk.protocol.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import souk.protocol.job.Arguments;
import souk.protocol.job.Mount;
import souk.protocol.value.Hash;

/**
 * Canonical bytes of what a job is given besides module and input. Each is a blob; the job carries
 * its SHA-256, or zero where there is nothing.
 *
 * <pre>
 *   arguments: count (count of bytes, UTF-8)*  count (name, value)*     counts are 4 bytes
 *   mounts:    count (path, 32-byte digest, 8-byte size)*               sorted by path
 * </pre>
 */
public final class InputCodec {
  private InputCodec() {}

  /** The bytes of the arguments and the environment. */
  public static byte[] encode(Arguments arguments) {
    var out = new CanonicalWriter().count(arguments.values().size());
    arguments.values().forEach(out::text);
    out.count(arguments.environment().size());
    arguments.environment().forEach((name, value) -> out.text(name).text(value));
    return out.bytes();
  }

  /**
   * Reads arguments and environment.
   *
   * @throws IllegalArgumentException if the bytes are not the canonical form
   */
  public static Arguments decodeArguments(byte[] bytes) {
    var in = new CanonicalReader(bytes, "arguments");
    var values = new ArrayList<String>();
    for (var left = in.count(Arguments.MAX_COUNT); left > 0; left--) {
      values.add(in.text());
    }
    var environment = new TreeMap<String, String>();
    for (var left = in.count(Arguments.MAX_COUNT); left > 0; left--) {
      environment.put(in.text(), in.text());
    }
    in.end();
    return requireCanonical(new Arguments(values, environment), bytes);
  }

  private static Arguments requireCanonical(Arguments arguments, byte[] bytes) {
    if (!Arrays.equals(encode(arguments), bytes)) {
      throw new IllegalArgumentException("not the canonical bytes of arguments");
    }
    return arguments;
  }

  /**
   * The bytes of the mount manifest.
   *
   * @throws IllegalArgumentException if two mounts have the same path or there are too many
   */
  public static byte[] encode(List<Mount> mounts) {
    var sorted = mounts.stream().sorted(Comparator.comparing(Mount::path)).toList();
    requireDistinct(sorted);
    var out = new CanonicalWriter().count(sorted.size());
    sorted.forEach(mount -> out.text(mount.path()).hash(mount.blob()).number(mount.sizeBytes()));
    return out.bytes();
  }

  /**
   * Reads a mount manifest.
   *
   * @throws IllegalArgumentException if the bytes are not the canonical form
   */
  public static List<Mount> decodeMounts(byte[] bytes) {
    var in = new CanonicalReader(bytes, "a mount manifest");
    var mounts = new ArrayList<Mount>();
    for (var left = in.count(Mount.MAX_COUNT); left > 0; left--) {
      mounts.add(new Mount(in.text(), in.hash(), in.number()));
    }
    in.end();
    requireDistinct(mounts);
    return List.copyOf(mounts);
  }

  /** The digest a job carries for its arguments: zero for none. */
  public static Hash digest(Arguments arguments) {
    return arguments.isEmpty() ? Hash.ZERO : Digests.sha256(encode(arguments));
  }

  /** The digest a job carries for its mounts: zero for none. */
  public static Hash digest(List<Mount> mounts) {
    return mounts.isEmpty() ? Hash.ZERO : Digests.sha256(encode(mounts));
  }

  private static void requireDistinct(List<Mount> sorted) {
    if (sorted.size() > Mount.MAX_COUNT) {
      throw new IllegalArgumentException(
          "a job mounts at most %d files".formatted(Mount.MAX_COUNT));
    }
    for (var i = 1; i < sorted.size(); i++) {
      if (sorted.get(i - 1).path().compareTo(sorted.get(i).path()) >= 0) {
        throw new IllegalArgumentException(
            "mounts have distinct paths, sorted: '" + sorted.get(i).path() + "'");
      }
    }
  }
}
