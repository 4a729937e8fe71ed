package souk.runtime.machine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A guest's memory behind pointers it hands to the host. Every range is checked before anything is
 * allocated for it; a pointer outside fails the call with {@link Errno#FAULT}.
 */
final class Pointers {
  private final GuestMemory memory;

  Pointers(GuestMemory memory) {
    this.memory = memory;
  }

  /** Requires that a range lies inside; address and count are unsigned 32-bit numbers. */
  void require(long address, long count) {
    if (address + count > memory.sizeBytes()) {
      throw new HostCallFailed(Errno.FAULT);
    }
  }

  byte[] bytes(long address, long count) {
    require(address, count);
    var copy = new byte[(int) count];
    memory.read((int) address, copy, 0, copy.length);
    return copy;
  }

  /** Copies into an array, where there is room. */
  void read(long address, byte[] target, int at, int count) {
    require(address, count);
    memory.read((int) address, target, at, count);
  }

  /** Reads an unsigned 32-bit number. */
  long u32(long address) {
    return littleEndian(bytes(address, Integer.BYTES)).getInt() & 0xFFFF_FFFFL;
  }

  void put(long address, byte[] bytes) {
    write(address, bytes, 0, bytes.length);
  }

  void write(long address, byte[] source, int from, int count) {
    require(address, count);
    memory.write((int) address, source, from, count);
  }

  void putByte(long address, int value) {
    put(address, new byte[] {(byte) value});
  }

  void putInt(long address, long value) {
    put(address, littleEndian(new byte[Integer.BYTES]).putInt((int) value).array());
  }

  void putLong(long address, long value) {
    put(address, littleEndian(new byte[Long.BYTES]).putLong(value).array());
  }

  static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
