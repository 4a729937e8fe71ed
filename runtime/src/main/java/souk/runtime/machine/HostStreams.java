package souk.runtime.machine;

import souk.runtime.machine.Descriptor.OpenFile;
import souk.runtime.machine.Descriptor.Sink;
import souk.runtime.machine.Descriptor.Source;
import souk.runtime.machine.Node.ScratchFile;

/** Reading, writing and seeking. */
final class HostStreams {
  private static final int FROM_START = 0;
  private static final int FROM_HERE = 1;
  private static final int FROM_END = 2;

  private final DescriptorTable descriptors;
  private final Scratch scratch;
  private final HostFuel fuel;
  private final CappedBytes output;
  private final CappedBytes log;

  HostStreams(
      DescriptorTable descriptors,
      Scratch scratch,
      HostFuel fuel,
      CappedBytes output,
      CappedBytes log) {
    this.descriptors = descriptors;
    this.scratch = scratch;
    this.fuel = fuel;
    this.output = output;
    this.log = log;
  }

  /** What a scattered read or write names beside its descriptor. */
  record Transfer(long buffers, long count, long resultAt) {}

  Bytes output() {
    return output.toBytes();
  }

  Bytes log() {
    return log.toBytes();
  }

  void read(long descriptor, Transfer transfer, Pointers memory) {
    if (!(descriptors.get(descriptor) instanceof Source source)) {
      throw new HostCallFailed(Errno.BADF);
    }
    var total = read(source, source.cursor().position(), transfer, memory);
    source.cursor().moveTo(source.cursor().position() + total);
  }

  void readAt(long descriptor, long offset, Transfer transfer, Pointers memory) {
    var file =
        switch (descriptors.get(descriptor)) {
          case OpenFile found -> found;
          case Descriptor.Input _ -> throw new HostCallFailed(Errno.SPIPE);
          case Descriptor.OpenDirectory _, Sink _ -> throw new HostCallFailed(Errno.BADF);
        };
    requireOffset(offset);
    read(file, offset, transfer, memory);
  }

  private long read(Source source, long position, Transfer transfer, Pointers memory) {
    var targets = HostBuffers.read(transfer.buffers(), transfer.count(), fuel, memory);
    memory.require(transfer.resultAt(), Integer.BYTES);
    var left = Math.max(0, source.size() - position);
    var total = Math.min(left, targets.totalBytes());
    fuel.charge(total, HostFuel.BYTE);
    var bytes = new byte[(int) total];
    source.copyTo((int) Math.min(position, source.size()), bytes, 0, bytes.length);
    var from = 0;
    for (var target : targets.parts()) {
      var count = (int) Math.min(bytes.length - from, target.size());
      memory.write(target.address(), bytes, from, count);
      from += count;
    }
    memory.putInt(transfer.resultAt(), total);
    return total;
  }

  void write(long descriptor, Transfer transfer, Pointers memory) {
    switch (descriptors.get(descriptor)) {
      case Sink sink -> write(sink, transfer, memory);
      case OpenFile file -> {
        var cursor = file.cursor();
        var position = cursor.appends() ? file.size() : cursor.position();
        cursor.moveTo(position + write(file.writable(), position, transfer, memory));
      }
      case Descriptor.Input _, Descriptor.OpenDirectory _ -> throw new HostCallFailed(Errno.BADF);
    }
  }

  void writeAt(long descriptor, long offset, Transfer transfer, Pointers memory) {
    if (descriptors.get(descriptor) instanceof Sink) {
      throw new HostCallFailed(Errno.SPIPE);
    }
    var file = descriptors.writable(descriptor);
    requireOffset(offset);
    write(file, offset, transfer, memory);
  }

  private void write(Sink target, Transfer transfer, Pointers memory) {
    var sources = sources(transfer, memory);
    var total = sources.totalBytes();
    fuel.charge(total, HostFuel.BYTE);
    switch (target) {
      case Descriptor.Output _ -> {
        if (total > output.room()) {
          throw GuestEnded.trapped();
        }
        append(sources, output, memory);
      }
      case Descriptor.Log _ -> append(sources, log, memory);
    }
    memory.putInt(transfer.resultAt(), total);
  }

  private static void append(HostBuffers sources, CappedBytes target, Pointers memory) {
    for (var source : sources.parts()) {
      target.write(memory.bytes(source.address(), Math.min(source.size(), target.room())));
    }
  }

  private long write(ScratchFile file, long position, Transfer transfer, Pointers memory) {
    var sources = sources(transfer, memory);
    var total = sources.totalBytes();
    if (total > 0) {
      var end = endOf(position, total);
      var growth = scratch.growth(file, end);
      fuel.charge(total, HostFuel.BYTE);
      fuel.chargeGrowth(growth);
      scratch.resize(file, file.size() + growth);
      var at = (int) position;
      for (var source : sources.parts()) {
        file.content().write(at, memory, source.address(), (int) source.size());
        at += (int) source.size();
      }
    }
    memory.putInt(transfer.resultAt(), total);
    return total;
  }

  /** The end of a range; one that no file has for what is beyond all numbers. */
  private static long endOf(long position, long total) {
    return position > Long.MAX_VALUE - total ? Long.MAX_VALUE : position + total;
  }

  private HostBuffers sources(Transfer transfer, Pointers memory) {
    var sources = HostBuffers.read(transfer.buffers(), transfer.count(), fuel, memory);
    memory.require(transfer.resultAt(), Integer.BYTES);
    if (sources.totalBytes() > Integer.MAX_VALUE) {
      throw new HostCallFailed(Errno.INVAL);
    }
    return sources;
  }

  private static void requireOffset(long offset) {
    if (offset < 0) {
      throw new HostCallFailed(Errno.INVAL);
    }
  }

  void seek(long descriptor, long offset, long whence, long positionAt, Pointers memory) {
    var file = seekable(descriptor);
    memory.require(positionAt, Long.BYTES);
    long base =
        switch ((int) whence) {
          case FROM_START -> 0;
          case FROM_HERE -> file.cursor().position();
          case FROM_END -> file.size();
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
