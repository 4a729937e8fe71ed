package souk.runtime.machine;

/** A guest's memory that is just an array. */
final class ArrayMemory implements GuestMemory {
  private final byte[] bytes = new byte[Machine.PAGE_BYTES];

  @Override
  public long sizeBytes() {
    return bytes.length;
  }

  @Override
  public void read(int address, byte[] target, int at, int count) {
    System.arraycopy(bytes, address, target, at, count);
  }

  @Override
  public void write(int address, byte[] source, int from, int count) {
    System.arraycopy(source, from, bytes, address, count);
  }
}
