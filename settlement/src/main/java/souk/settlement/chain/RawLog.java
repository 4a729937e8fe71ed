package souk.settlement.chain;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/** One log of a contract as the chain has it, not decoded yet. Immutable. */
public final class RawLog {
  /** Most topics the EVM gives a log. */
  public static final int MOST_TOPICS = 4;

  /** Most bytes of data a log of ours can need, with plenty to spare. */
  public static final int MOST_DATA_BYTES = 1 << 16;

  private static final int WORD = Hash.SIZE;
  private static final int HEAD_BYTES = 1 + Address.SIZE + Long.BYTES + 2 * WORD + Integer.BYTES;

  private final Address address;
  private final LogPosition at;
  private final List<Hash> topics;
  private final byte[] data;

  /**
   * @param address the contract
   * @param at where it was logged
   * @param topics at most {@link #MOST_TOPICS}
   * @param data at most {@link #MOST_DATA_BYTES}; copied
   * @throws IllegalArgumentException if there are more
   */
  public RawLog(Address address, LogPosition at, List<Hash> topics, byte[] data) {
    if (topics.size() > MOST_TOPICS || data.length > MOST_DATA_BYTES) {
      throw new IllegalArgumentException(
          "a log has at most 4 topics and %d bytes of data: %d and %d"
              .formatted(MOST_DATA_BYTES, topics.size(), data.length));
    }
    this.address = address;
    this.at = at;
    this.topics = List.copyOf(topics);
    this.data = data.clone();
  }

  /** The contract that logged it. */
  public Address address() {
    return address;
  }

  /** Where it was logged. */
  public LogPosition at() {
    return at;
  }

  /** What it is indexed by: the event's signature first. */
  public List<Hash> topics() {
    return topics;
  }

  /** A copy of the rest. */
  public byte[] data() {
    return data.clone();
  }

  /**
   * The compact binary form, for a journal: the leading zeros of each word of data take one byte.
   */
  public byte[] pack() {
    var packed = ByteBuffer.allocate(HEAD_BYTES + topics.size() * WORD + mostPackedBytes());
    packed.put((byte) topics.size()).put(address.bytes());
    packed.putLong(at.blockNumber()).put(at.blockHash().bytes());
    packed.put(at.transaction().bytes()).putInt(at.index());
    topics.forEach(topic -> packed.put(topic.bytes()));
    packed.putInt(data.length);
    for (var begin = 0; begin < data.length; begin += WORD) {
      var end = Math.min(begin + WORD, data.length);
      var first = begin;
      while (first < end && data[first] == 0) {
        first++;
      }
      packed.put((byte) (end - first)).put(data, first, end - first);
    }
    return Arrays.copyOf(packed.array(), packed.position());
  }

  /**
   * Reads the form {@link #pack} makes.
   *
   * @throws IllegalArgumentException if it is not that
   */
  public static RawLog unpack(byte[] packed) {
    try {
      var in = ByteBuffer.wrap(packed);
      var topics = new Hash[bounded(in.get(), MOST_TOPICS)];
      var address = Address.of(read(in, Address.SIZE));
      var at = new LogPosition(in.getLong(), hash(in), hash(in), in.getInt());
      for (var i = 0; i < topics.length; i++) {
        topics[i] = hash(in);
      }
      var data = new byte[bounded(in.getInt(), MOST_DATA_BYTES)];
      for (var begin = 0; begin < data.length; begin += WORD) {
        var end = Math.min(begin + WORD, data.length);
        var size = bounded(in.get(), end - begin);
        in.get(data, end - size, size);
      }
      if (in.hasRemaining()) {
        throw new IllegalArgumentException("bytes are left behind a packed log");
      }
      return new RawLog(address, at, List.of(topics), data);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a packed log is cut off", e);
    }
  }

  private int mostPackedBytes() {
    return Integer.BYTES + data.length + (data.length + WORD - 1) / WORD;
  }

  private static int bounded(int size, int most) {
    if (size < 0 || size > most) {
      throw new IllegalArgumentException("a packed log has a size of " + size);
    }
    return size;
  }

  private static Hash hash(ByteBuffer in) {
    return Hash.of(read(in, Hash.SIZE));
  }

  private static byte[] read(ByteBuffer in, int size) {
    var bytes = new byte[size];
    in.get(bytes);
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawLog log
        && address.equals(log.address)
        && at.equals(log.at)
        && topics.equals(log.topics)
        && Arrays.equals(data, log.data);
  }

  @Override
  public int hashCode() {
    return 31 * at.hashCode() + Arrays.hashCode(data);
  }

  /** Where it is and what it begins with. */
  @Override
  public String toString() {
    return "log %s of %s, %d bytes".formatted(at, address, data.length);
  }
}
