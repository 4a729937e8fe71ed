package souk.settlement.chain;

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
