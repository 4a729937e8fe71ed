package souk.runtime.machine;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/** An immutable run of bytes: a module, an input, a mounted file, an output. */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** Wraps a copy of the given bytes. */
  public static Bytes of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
  }

  /** The text in UTF-8. */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Wraps a copy of part of the given bytes; the range must lie inside. */
  public static Bytes of(byte[] source, int from, int count) {
    return new Bytes(Arrays.copyOfRange(source, from, from + count));
  }

  /**
   * Reads that many bytes.
   *
   * @throws EOFException if there are fewer
   * @throws IOException if they cannot be read
   */
  public static Bytes read(InputStream in, int count) throws IOException {
    var array = in.readNBytes(count);
    if (array.length < count) {
      throw new EOFException("ends after %d of %d bytes".formatted(array.length, count));
    }
    return new Bytes(array);
  }

  /** Number of bytes. */
  public int size() {
    return array.length;
  }

  /** These bytes and then those. */
  public Bytes followedBy(Bytes other) {
    if (size() == 0 || other.size() == 0) {
      return size() == 0 ? other : this;
    }
    var both = Arrays.copyOf(array, size() + other.size());
    other.copyTo(0, both, size(), other.size());
    return new Bytes(both);
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return array.clone();
  }

  /** Reads the bytes from the first. */
  public InputStream stream() {
    return new ByteArrayInputStream(array);
  }

  /** The bytes read as UTF-8; malformed sequences become U+FFFD. */
  public String text() {
    return new String(array, StandardCharsets.UTF_8);
  }

  /**
   * Writes the bytes.
   *
   * @throws IOException if they cannot be written
   */
  public void writeTo(OutputStream out) throws IOException {
    out.write(array);
  }

  /** SHA-256 of the bytes. */
  public Hash sha256() {
    return Digests.sha256(array);
  }

  /** Feeds the bytes to a digest. */
  public void update(MessageDigest digest) {
    digest.update(array);
  }

  /** Position of the first byte at which these differ from those, or one ends; -1 if nowhere. */
  public int mismatch(Bytes other) {
    return Arrays.mismatch(array, other.array);
  }

  /** Copies part of the bytes; the range must lie inside. */
  public void copyTo(int from, byte[] target, int at, int count) {
    System.arraycopy(array, from, target, at, count);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  /** How many bytes these are. */
  @Override
  public String toString() {
    return array.length + " bytes";
  }
}
