package souk.runtime.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import run.endive.runtime.ConstantEvaluators;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.TrapException;
import run.endive.wasm.types.ActiveDataSegment;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.PassiveDataSegment;
import souk.runtime.machine.GuestMemory;
import souk.runtime.state.Baseline;
import souk.runtime.state.Delta;

/**
 * Linear memory in one array, for Endive. Its own memory is divided into pages, which costs two to
 * five times as much per access.
 *
 * <p>The array may be longer than the memory, so that growing a page at a time does not copy
 * everything each time; every access is therefore checked against the size.
 */
final class FlatMemory implements Memory, GuestMemory {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);
  private static final VarHandle FLOATS = view(float[].class);
  private static final VarHandle DOUBLES = view(double[].class);

  private final int initialPages;
  private final int maximumPages;
  private byte[] bytes;
  private int size;
  private DataSegment[] dataSegments = {};

  FlatMemory(MemoryLimits limits) {
    this.initialPages = limits.initialPages();
    this.maximumPages = limits.maximumPages();
    this.size = initialPages * PAGE_SIZE;
    this.bytes = new byte[size];
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public long sizeBytes() {
    return size;
  }

  @Override
  public int pages() {
    return size / PAGE_SIZE;
  }

  @Override
  public int grow(int added) {
    var before = pages();
    if (added < 0 || added > maximumPages - before) {
      return -1;
    }
    var needed = (before + added) * PAGE_SIZE;
    if (needed > bytes.length) {
      var roomy = (int) Math.min(2L * bytes.length, (long) maximumPages * PAGE_SIZE);
      bytes = Arrays.copyOf(bytes, Math.max(needed, roomy));
    }
    size = needed;
    return before;
  }

  @Override
  public int initialPages() {
    return initialPages;
  }

  @Override
  public int maximumPages() {
    return maximumPages;
  }

  @Override
  public void initialize(Instance instance, DataSegment[] segments) {
    dataSegments = segments;
    for (var i = 0; i < segments.length; i++) {
      if (segments[i] instanceof ActiveDataSegment active) {
        var offset =
            ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
        write((int) offset, active.data(), 0, active.data().length);
        drop(i);
      }
    }
  }

  @Override
  public void initPassiveSegment(int segment, int target, int from, int count) {
    write(target, dataSegments[segment].data(), from, count);
  }

  @Override
  public void drop(int segment) {
    dataSegments[segment] = PassiveDataSegment.EMPTY;
  }

  /**
   * Puts another memory in place of this one.
   *
   * @param content all of it, whole pages within the limits; owned by this object from now on
   */
  void replace(byte[] content) {
    bytes = content;
    size = content.length;
  }

  /** What changed since the baseline was taken or asked last. */
  Delta changes(Baseline baseline, List<Long> globals) {
    return baseline.changes(bytes, pages(), globals);
  }

  private static void check(int from, int count, int length) {
    if (from < 0 || count < 0 || from > length - count) {
      throw outOfBounds();
    }
  }

  private static TrapException outOfBounds() {
    return new TrapException("out of bounds memory access");
  }

  private int at(int address, int count) {
    if (address < 0 || address > size - count) {
      throw outOfBounds();
    }
    return address;
  }

  @Override
  public void read(int address, byte[] target, int at, int count) {
    check(address, count, size);
    System.arraycopy(bytes, address, target, at, count);
  }

  @Override
  public void write(int address, byte[] source, int from, int count) {
    check(from, count, source.length);
    check(address, count, size);
    System.arraycopy(source, from, bytes, address, count);
  }

  @Override
  public void copy(int target, int from, int count) {
    check(from, count, size);
    check(target, count, size);
    System.arraycopy(bytes, from, bytes, target, count);
  }

  @Override
  public void fill(byte value, int from, int to) {
    check(from, to - from, size);
    Arrays.fill(bytes, from, to, value);
  }

  @Override
  public void zero() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public byte[] readBytes(int address, int count) {
    check(address, count, size);
    return Arrays.copyOfRange(bytes, address, address + count);
  }

  @Override
  public byte read(int address) {
    return bytes[at(address, Byte.BYTES)];
  }

  @Override
  public void writeByte(int address, byte value) {
    bytes[at(address, Byte.BYTES)] = value;
  }

  @Override
  public short readShort(int address) {
    return (short) SHORTS.get(bytes, at(address, Short.BYTES));
  }

  @Override
  public long readU16(int address) {
    return Short.toUnsignedLong(readShort(address));
  }

  @Override
  public void writeShort(int address, short value) {
    SHORTS.set(bytes, at(address, Short.BYTES), value);
  }

  @Override
  public int readInt(int address) {
    return (int) INTS.get(bytes, at(address, Integer.BYTES));
  }

  @Override
  public void writeI32(int address, int value) {
    INTS.set(bytes, at(address, Integer.BYTES), value);
  }

  @Override
  public long readLong(int address) {
    return (long) LONGS.get(bytes, at(address, Long.BYTES));
  }

  @Override
  public void writeLong(int address, long value) {
    LONGS.set(bytes, at(address, Long.BYTES), value);
  }

  @Override
  public float readFloat(int address) {
    return (float) FLOATS.get(bytes, at(address, Float.BYTES));
  }

  @Override
  public long readF32(int address) {
    return readInt(address);
  }

  @Override
  public void writeF32(int address, float value) {
    FLOATS.set(bytes, at(address, Float.BYTES), value);
  }

  @Override
  public double readDouble(int address) {
    return (double) DOUBLES.get(bytes, at(address, Double.BYTES));
  }

  @Override
  public long readF64(int address) {
    return readLong(address);
  }

  @Override
  public void writeF64(int address, double value) {
    DOUBLES.set(bytes, at(address, Double.BYTES), value);
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  @SuppressWarnings("removal")
  public Object lock(int address) {
    throw new UnsupportedOperationException("the machine admits no threads");
  }

  @Override
  @SuppressWarnings("removal")
  public int waitOn(int address, int expected, long timeout) {
    throw new UnsupportedOperationException("the machine admits no threads");
  }

  @Override
  @SuppressWarnings("removal")
  public int waitOn(int address, long expected, long timeout) {
    throw new UnsupportedOperationException("the machine admits no threads");
  }

  @Override
  @SuppressWarnings("removal")
  public int notify(int address, int maxThreads) {
    throw new UnsupportedOperationException("the machine admits no threads");
  }
}
