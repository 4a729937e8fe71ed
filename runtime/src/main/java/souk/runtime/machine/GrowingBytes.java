package souk.runtime.machine;

import java.util.Arrays;

/**
 * The bytes of a file that can be written: zero wherever nothing was written. The array is at most
 * four times as big, and is copied only after as much has been added or taken away.
 */
final class GrowingBytes {
  private static final int SPARE_FACTOR = 4;

  private byte[] array = new byte[0];
  private int size;

  int size() {
    return size;
  }

  void copyTo(int from, byte[] target, int at, int count) {
    System.arraycopy(array, from, target, at, count);
  }

  /** Copies from a guest's memory; the range must lie inside. */
  void write(int at, Pointers source, long address, int count) {
    source.read(address, array, at, count);
  }

  void resize(int newSize) {
    if (newSize > array.length) {
      array =
          Arrays.copyOf(array, Math.max(newSize, Math.min(2 * size, Machine.MAX_SCRATCH_BYTES)));
    } else if (newSize < array.length / SPARE_FACTOR) {
      array = Arrays.copyOf(array, newSize);
    } else if (newSize < size) {
      Arrays.fill(array, newSize, size, (byte) 0);
    }
    size = newSize;
  }
}
