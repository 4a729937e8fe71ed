package souk.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import souk.runtime.module.HostCall;

/** A guest that is nothing but its memory and its fuel: calls a host and looks at the answers. */
final class Caller {
  static final int ROOT = 3;
  static final int SUCCESS = 0;
  static final int CREATE = 1;
  static final int DIRECTORY = 2;
  static final int EXCLUSIVE = 4;
  static final int TRUNCATE = 8;
  static final int APPEND = 1;
  static final long READ = 2;
  static final long WRITE = 64;

  /** Where paths, results and data are kept in the memory. */
  static final int TEXT = 1_024;

  static final int OTHER_TEXT = 6_144;
  static final int RESULT = 12_288;
  static final int BUFFER = 16_384;

  private static final int FULL_TANK = 1_000_000_000;

  private final ArrayMemory memory = new ArrayMemory();
  private final Pointers pointers = new Pointers(memory);
  private final Tank fuel = new Tank();
  private final Host host;

  Caller(Function<GuestFuel, Host> host) {
    this.host = host.apply(fuel);
  }

  private static final class Tank implements GuestFuel {
    private long left = FULL_TANK;

    @Override
    public long left() {
      return left;
    }

    @Override
    public void left(long units) {
      left = units;
    }
  }

  Host host() {
    return host;
  }

  Pointers memory() {
    return pointers;
  }

  void fuel(long units) {
    fuel.left(units);
  }

  int call(HostCall call, long... values) {
    return host.call(call, values, memory);
  }

  /** What a call costs that succeeds. */
  long costOf(HostCall call, long... values) {
    var before = fuel.left();
    assertThat(call(call, values)).isEqualTo(SUCCESS);
    return before - fuel.left();
  }

  /** Puts a text where paths are kept, and returns its size in bytes. */
  int put(String text) {
    return put(TEXT, text);
  }

  int put(int address, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    pointers.put(address, bytes);
    return bytes.length;
  }

  String text(long address, long size) {
    return new String(pointers.bytes(address, size), StandardCharsets.UTF_8);
  }

  /** Calls a function of a directory and a path and nothing else. */
  int path(HostCall call, String path) {
    return call(call, ROOT, TEXT, put(path));
  }

  int rename(String from, String to) {
    var size = put(OTHER_TEXT, to);
    return call(HostCall.PATH_RENAME, ROOT, TEXT, put(from), ROOT, OTHER_TEXT, size);
  }

  int tryOpen(String path, int flags, long rights, int descriptorFlags) {
    return call(
        HostCall.PATH_OPEN, ROOT, 0, TEXT, put(path), flags, rights, 0, descriptorFlags, RESULT);
  }

  int tryOpen(String path) {
    return tryOpen(path, 0, READ, 0);
  }

  long open(String path, int flags, long rights, int descriptorFlags) {
    assertThat(tryOpen(path, flags, rights, descriptorFlags)).isEqualTo(SUCCESS);
    return pointers.u32(RESULT);
  }

  /** Opens what is there, to read. */
  long open(String path) {
    return open(path, 0, READ, 0);
  }

  /** Opens a new file to write. */
  long create(String path) {
    return open(path, CREATE | EXCLUSIVE, READ | WRITE, 0);
  }

  void close(long descriptor) {
    assertThat(call(HostCall.FD_CLOSE, descriptor)).isEqualTo(SUCCESS);
  }

  void putBuffer(int address, int size) {
    pointers.putInt(RESULT, address);
    pointers.putInt(RESULT + 4, size);
  }

  int tryWrite(long descriptor, String text) {
    putBuffer(BUFFER, put(BUFFER, text));
    return call(HostCall.FD_WRITE, descriptor, RESULT, 1, RESULT + 8);
  }

  void write(long descriptor, String text) {
    assertThat(tryWrite(descriptor, text)).isEqualTo(SUCCESS);
    assertThat(pointers.u32(RESULT + 8)).isEqualTo(text.length());
  }

  String read(long descriptor, int size) {
    putBuffer(BUFFER, size);
    assertThat(call(HostCall.FD_READ, descriptor, RESULT, 1, RESULT + 8)).isEqualTo(SUCCESS);
    return text(BUFFER, pointers.u32(RESULT + 8));
  }

  /** All that a file holds. */
  String content(String path) {
    var file = open(path);
    var content = read(file, 1_000);
    close(file);
    return content;
  }

  /** A file's number, type and size. */
  List<Long> stat(String path) {
    assertThat(call(HostCall.PATH_FILESTAT_GET, ROOT, 0, TEXT, put(path), BUFFER))
        .isEqualTo(SUCCESS);
    return statAt();
  }

  List<Long> stat(long descriptor) {
    assertThat(call(HostCall.FD_FILESTAT_GET, descriptor, BUFFER)).isEqualTo(SUCCESS);
    return statAt();
  }

  private List<Long> statAt() {
    return List.of(
        pointers.u32(BUFFER + 8),
        pointers.bytes(BUFFER + 16, 1)[0] & 0xFFL,
        pointers.u32(BUFFER + 32));
  }

  List<String> names(long directory) {
    assertThat(call(HostCall.FD_READDIR, directory, BUFFER, 40_000, 0, RESULT)).isZero();
    var names = new ArrayList<String>();
    var at = (long) BUFFER;
    while (at < BUFFER + pointers.u32(RESULT)) {
      var size = pointers.u32(at + 16);
      names.add(text(at + 24, size));
      at += 24 + size;
    }
    return names;
  }
}
