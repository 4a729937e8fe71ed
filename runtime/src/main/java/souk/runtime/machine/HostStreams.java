package souk.runtime.machine;

import java.util.ArrayList;
import java.util.List;
import souk.protocol.evidence.ExitStatus;
import souk.runtime.machine.Descriptor.OpenFile;
import souk.runtime.machine.Descriptor.Sink;
import souk.runtime.machine.Descriptor.Source;

/** Reading, writing and seeking. */
final class HostStreams {
  private static final int MAX_BUFFERS = 1_024;
  private static final int BUFFER_ENTRY_BYTES = 8;
  private static final int FROM_START = 0;
  private static final int FROM_HERE = 1;
  private static final int FROM_END = 2;

  private final DescriptorTable descriptors;
  private final HostFuel fuel;
  private final CappedBytes output;
  private final CappedBytes log;

  /** Bytes of output that may be written, and of log that are kept. */
  record Room(int outputBytes, int logBytes) {}

  /** A buffer of a scattered read or write, inside the guest's memory. */
  private record Buffer(long address, long size) {}

  HostStreams(DescriptorTable descriptors, HostFuel fuel, Room room) {
    this.descriptors = descriptors;
    this.fuel = fuel;
    this.output = new CappedBytes(room.outputBytes());
    this.log = new CappedBytes(room.logBytes());
  }

  Bytes output() {
    return output.toBytes();
  }

  Bytes log() {
    return log.toBytes();
  }

  void read(long descriptor, long buffers, long count, long readAt, Pointers memory) {
    if (!(descriptors.get(descriptor) instanceof Source source)) {
      throw new HostCallFailed(Errno.BADF);
    }
    var targets = buffers(buffers, count, memory);
    memory.require(readAt, Integer.BYTES);
    var left = Math.max(0, source.content().size() - source.cursor().position());
    var total = Math.min(left, totalBytes(targets));
    fuel.charge(total, HostFuel.BYTE);
    var from = (int) Math.min(source.cursor().position(), source.content().size());
    var unread = (int) total;
    for (var target : targets) {
      var part = new byte[(int) Math.min(unread, target.size())];
      source.content().copyTo(from, part, 0, part.length);
      memory.put(target.address(), part);
      from += part.length;
      unread -= part.length;
    }
    source.cursor().moveTo(source.cursor().position() + total);
    memory.putInt(readAt, total);
  }

  void write(long descriptor, long buffers, long count, long writtenAt, Pointers memory) {
    if (!(descriptors.get(descriptor) instanceof Sink target)) {
      throw new HostCallFailed(Errno.BADF);
    }
    var sources = buffers(buffers, count, memory);
    memory.require(writtenAt, Integer.BYTES);
    var total = totalBytes(sources);
    if (total > Integer.MAX_VALUE) {
      throw new HostCallFailed(Errno.INVAL);
    }
    fuel.charge(total, HostFuel.BYTE);
    switch (target) {
      case Descriptor.Output _ -> {
        if (total > output.room()) {
          throw new GuestEnded(new ExitStatus.Trapped());
        }
        append(sources, output, memory);
      }
      case Descriptor.Log _ -> append(sources, log, memory);
    }
    memory.putInt(writtenAt, total);
  }

  private static void append(List<Buffer> sources, CappedBytes target, Pointers memory) {
    for (var source : sources) {
      target.write(memory.bytes(source.address(), Math.min(source.size(), target.room())));
    }
  }

  private List<Buffer> buffers(long address, long count, Pointers memory) {
    if (count > MAX_BUFFERS) {
      throw new HostCallFailed(Errno.INVAL);
    }
    fuel.charge(count, HostFuel.ITEM);
    var buffers = new ArrayList<Buffer>();
    for (var i = 0; i < count; i++) {
      var entry = address + (long) i * BUFFER_ENTRY_BYTES;
      var buffer = new Buffer(memory.u32(entry), memory.u32(entry + Integer.BYTES));
      memory.require(buffer.address(), buffer.size());
      buffers.add(buffer);
    }
    return buffers;
  }

  private static long totalBytes(List<Buffer> buffers) {
    return buffers.stream().mapToLong(Buffer::size).sum();
  }

  void seek(long descriptor, long offset, long whence, long positionAt, Pointers memory) {
    var file = seekable(descriptor);
    memory.require(positionAt, Long.BYTES);
    long base =
        switch ((int) whence) {
          case FROM_START -> 0;
          case FROM_HERE -> file.cursor().position();
          case FROM_END -> file.content().size();
          default -> throw new HostCallFailed(Errno.INVAL);
        };
    var position = base + offset;
    if (position < 0) {
      throw new HostCallFailed(Errno.INVAL);
    }
    file.cursor().moveTo(position);
    memory.putLong(positionAt, position);
  }

  void tell(long descriptor, long positionAt, Pointers memory) {
    memory.putLong(positionAt, seekable(descriptor).cursor().position());
  }

  private OpenFile seekable(long descriptor) {
    if (descriptors.get(descriptor) instanceof OpenFile file) {
      return file;
    }
    throw new HostCallFailed(Errno.SPIPE);
  }
}
