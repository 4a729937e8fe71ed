package souk.runtime.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * The buffers of a scattered read or write, all inside the guest's memory.
 *
 * @param parts in the order they are used
 */
record HostBuffers(List<Buffer> parts) {
  private static final int MAX_COUNT = 1_024;
  private static final int ENTRY_BYTES = 8;

  HostBuffers {
    parts = List.copyOf(parts);
  }

  /** A range of the guest's memory. */
  record Buffer(long address, long size) {}

  static HostBuffers read(long address, long count, HostFuel fuel, Pointers memory) {
    if (count > MAX_COUNT) {
      throw new HostCallFailed(Errno.INVAL);
    }
    fuel.charge(count, HostFuel.ITEM);
    var entries = Pointers.littleEndian(memory.bytes(address, count * ENTRY_BYTES));
    var buffers = new ArrayList<Buffer>((int) count);
    for (var i = 0; i < count; i++) {
      var buffer =
          new Buffer(
              Integer.toUnsignedLong(entries.getInt()), Integer.toUnsignedLong(entries.getInt()));
      memory.require(buffer.address(), buffer.size());
      buffers.add(buffer);
    }
    return new HostBuffers(buffers);
  }

  long totalBytes() {
    var total = 0L;
    for (var part : parts) {
      total += part.size();
    }
    return total;
  }
}
