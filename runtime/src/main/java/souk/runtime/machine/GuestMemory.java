package souk.runtime.machine;

/** A guest's linear memory as an engine shows it to the host. */
public interface GuestMemory {

  /** Its size now, in bytes. */
  long sizeBytes();

  /** Copies out of the memory; the range lies inside it. */
  void read(int address, byte[] target, int at, int count);

  /** Copies into the memory; the range lies inside it. */
  void write(int address, byte[] source, int from, int count);
}
