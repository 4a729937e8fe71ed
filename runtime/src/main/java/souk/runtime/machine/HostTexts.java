package souk.runtime.machine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import souk.protocol.job.Arguments;

/** Arguments or environment as a guest reads them: each with a zero byte behind. */
final class HostTexts {
  private final List<byte[]> texts;
  private final HostFuel fuel;

  private HostTexts(Stream<String> texts, HostFuel fuel) {
    this.texts = texts.map(text -> (text + "\0").getBytes(StandardCharsets.UTF_8)).toList();
    this.fuel = fuel;
  }

  static HostTexts arguments(Arguments arguments, HostFuel fuel) {
    var program = Stream.of(Machine.PROGRAM_NAME);
    return new HostTexts(Stream.concat(program, arguments.values().stream()), fuel);
  }

  static HostTexts environment(Arguments arguments, HostFuel fuel) {
    return new HostTexts(
        arguments.environment().entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue()),
        fuel);
  }

  void putSizes(long countAt, long sizeAt, Pointers memory) {
    memory.require(countAt, Integer.BYTES);
    memory.require(sizeAt, Integer.BYTES);
    memory.putInt(countAt, texts.size());
    memory.putInt(sizeAt, totalBytes());
  }

  void put(long pointersAt, long textsAt, Pointers memory) {
    memory.require(pointersAt, (long) Integer.BYTES * texts.size());
    memory.require(textsAt, totalBytes());
    fuel.charge(texts.size(), HostFuel.ITEM);
    fuel.charge(totalBytes(), HostFuel.BYTE);
    var pointer = pointersAt;
    var at = textsAt;
    for (var text : texts) {
      memory.putInt(pointer, at);
      memory.put(at, text);
      pointer += Integer.BYTES;
      at += text.length;
    }
  }

  private long totalBytes() {
    return texts.stream().mapToLong(text -> text.length).sum();
  }
}
