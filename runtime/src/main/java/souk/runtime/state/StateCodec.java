package souk.runtime.state;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

/**
 * Canonical bytes of deltas and snapshots; {@code docs/agent-abi.md}, "State".
 *
 * <p>Reading takes memory as bytes arrive, never by what they announce, and refuses whatever is not
 * the canonical form.
 */
public final class StateCodec {
  private static final byte[] MAGIC = "SOUKDEL1".getBytes(StandardCharsets.US_ASCII);
  private static final String ENDS_EARLY = "the state's bytes end too early";

  private StateCodec() {}

  /** The bytes of a delta. */
  public static Bytes encode(Delta delta) {
    return bytes(delta.pages(), delta.globals(), delta.blocks());
  }

  /** The bytes of a snapshot: those of the delta that leads to it from nothing. */
  public static Bytes encode(Snapshot snapshot) {
    return bytes(snapshot.pages(), snapshot.globals(), snapshot.blocks());
  }

  /** How many bytes the bytes of a snapshot are. */
  public static long sizeBytes(Snapshot snapshot) {
    return sizeBytes(snapshot.globals(), snapshot.blocks());
  }

  private static long sizeBytes(List<Long> globals, SortedMap<Integer, Bytes> blocks) {
    return MAGIC.length
        + 3L * Integer.BYTES
        + (long) globals.size() * Long.BYTES
        + (long) blocks.size() * (Integer.BYTES + Blocks.BYTES);
  }

  /**
   * Reads a delta.
   *
   * @throws IllegalArgumentException if the bytes are not the canonical form
   */
  public static Delta decodeDelta(Bytes bytes) {
    try (var in = new DataInputStream(bytes.stream())) {
      var delta = readDelta(in);
      if (in.read() >= 0) {
        throw new IllegalArgumentException("there are bytes behind the state's");
      }
      return delta;
    } catch (EOFException e) {
      throw new IllegalArgumentException(ENDS_EARLY, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a snapshot, from anywhere, of the state with a known hash.
   *
   * @param root the state hash it must have
   * @throws IllegalArgumentException if the bytes are not the canonical form, or of another state
   */
  public static Snapshot decodeSnapshot(Bytes bytes, Hash root) {
    var snapshot = decodeSnapshot(bytes);
    var actual = snapshot.root();
    if (!actual.equals(root)) {
      throw new IllegalArgumentException(
          "the snapshot is of state %s, not %s: something in it is missing or changed"
              .formatted(actual, root));
    }
    return snapshot;
  }

  /**
   * Reads a snapshot of whatever state it is of.
   *
   * @throws IllegalArgumentException if the bytes are not the canonical form
   */
  public static Snapshot decodeSnapshot(Bytes bytes) {
    return snapshot(decodeDelta(bytes));
  }

  private static Snapshot snapshot(Delta fromNothing) {
    return new Snapshot(fromNothing.pages(), fromNothing.globals(), fromNothing.blocks());
  }

  /**
   * Reads a delta out of a stream.
   *
   * @throws EOFException if the stream ends too early
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if the bytes are not the canonical form
   */
  public static Delta readDelta(DataInputStream in) throws IOException {
    if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
      throw new IllegalArgumentException("these are not the bytes of an agent's state");
    }
    var pages = in.readInt();
    Blocks.requirePages(pages);
    return new Delta(pages, readGlobals(in), readBlocks(in, pages));
  }

  /**
   * Reads a snapshot out of a stream, without looking at its hash.
   *
   * @throws EOFException if the stream ends too early
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if the bytes are not the canonical form
   */
  public static Snapshot readSnapshot(DataInputStream in) throws IOException {
    return snapshot(readDelta(in));
  }

  private static List<Long> readGlobals(DataInputStream in) throws IOException {
    var count = in.readInt();
    Blocks.requireGlobals(count);
    var globals = new ArrayList<Long>();
    for (var i = 0; i < count; i++) {
      globals.add(in.readLong());
    }
    return globals;
  }

  private static SortedMap<Integer, Bytes> readBlocks(DataInputStream in, int pages)
      throws IOException {
    var count = in.readInt();
    if (count < 0 || count > pages * Blocks.PER_PAGE) {
      throw new IllegalArgumentException(
          "a memory of %d pages has no %d blocks".formatted(pages, count));
    }
    var blocks = new TreeMap<Integer, Bytes>();
    for (int i = 0, last = -1; i < count; i++) {
      var block = in.readInt();
      Blocks.requireInside(block, pages);
      if (block <= last) {
        throw new IllegalArgumentException(
            "blocks are in ascending order, not %d after %d".formatted(block, last));
      }
      blocks.put(block, Bytes.read(in, Blocks.BYTES));
      last = block;
    }
    return blocks;
  }

  private static Bytes bytes(int pages, List<Long> globals, SortedMap<Integer, Bytes> blocks) {
    var bytes = new ByteArrayOutputStream(Math.toIntExact(sizeBytes(globals, blocks)));
    try {
      write(new DataOutputStream(bytes), pages, globals, blocks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.of(bytes.toByteArray());
  }

  /**
   * Writes the bytes of a delta to a stream.
   *
   * @throws IOException if they cannot be written
   */
  public static void write(DataOutputStream out, Delta delta) throws IOException {
    write(out, delta.pages(), delta.globals(), delta.blocks());
  }

  /**
   * Writes the bytes of a snapshot to a stream.
   *
   * @throws IOException if they cannot be written
   */
  public static void write(DataOutputStream out, Snapshot snapshot) throws IOException {
    write(out, snapshot.pages(), snapshot.globals(), snapshot.blocks());
  }

  private static void write(
      DataOutputStream out, int pages, List<Long> globals, SortedMap<Integer, Bytes> blocks)
      throws IOException {
    out.write(MAGIC);
    out.writeInt(pages);
    out.writeInt(globals.size());
    for (var global : globals) {
      out.writeLong(global);
    }
    out.writeInt(blocks.size());
    for (var block : blocks.entrySet()) {
      out.writeInt(block.getKey());
      block.getValue().writeTo(out);
    }
  }
}
