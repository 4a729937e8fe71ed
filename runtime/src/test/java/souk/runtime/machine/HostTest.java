package souk.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import souk.protocol.evidence.ExitStatus.Exited;
import souk.protocol.evidence.ExitStatus.OutOfFuel;
import souk.protocol.job.Arguments;
import souk.protocol.value.Fuel;
import souk.runtime.module.HostCall;

final class HostTest {
  private static final int ROOT = 3;
  private static final int TEXT = 1_024;
  private static final int RESULT = 2_048;
  private static final int BUFFER = 4_096;

  private final ArrayMemory memory = new ArrayMemory();
  private final Pointers pointers = new Pointers(memory);
  private final Tank fuel = new Tank();
  private final Host host = new Host(invocation(), Limits.of(new Fuel(1), 1), fuel);

  private static final class Tank implements GuestFuel {
    private long left = 1_000_000;

    @Override
    public long left() {
      return left;
    }

    @Override
    public void left(long units) {
      left = units;
    }
  }

  private static Invocation invocation() {
    var mounts = new TreeMap<String, Bytes>();
    mounts.put("b.txt", Bytes.utf8("0123456789"));
    mounts.put("docs/a.txt", Bytes.utf8("abc"));
    mounts.put("docs/deep/c.txt", Bytes.EMPTY);
    return new Invocation(Bytes.EMPTY, Arguments.NONE, Bytes.utf8("input"), mounts);
  }

  @Test
  void listsDirectoriesInOrder() {
    assertThat(names(open("docs"))).containsExactly(".", "..", "a.txt", "deep");
    assertThat(names(ROOT)).containsExactly(".", "..", "b.txt", "docs");
  }

  @Test
  void listsOnFromACookieWhereTheBufferWasTooSmall() {
    assertThat(call(HostCall.FD_READDIR, ROOT, BUFFER, 30, 0, RESULT)).isZero();
    assertThat(pointers.u32(RESULT)).isEqualTo(30);

    assertThat(call(HostCall.FD_READDIR, ROOT, BUFFER, 1_000, 2, RESULT)).isZero();
    assertThat(pointers.u32(RESULT)).isEqualTo(24 + 5 + 24 + 4);
    assertThat(text(BUFFER + 24, 5)).isEqualTo("b.txt");
  }

  @Test
  void endsListingsAtTheLastEntry() {
    assertThat(call(HostCall.FD_READDIR, ROOT, BUFFER, 1_000, -1, RESULT)).isZero();
    assertThat(pointers.u32(RESULT)).isZero();
  }

  @Test
  void readsFromWhereItSeeks() {
    var file = open("b.txt");

    assertThat(call(HostCall.FD_SEEK, file, -3, 2, RESULT)).isZero();
    assertThat(pointers.u32(RESULT)).isEqualTo(7);
    assertThat(read(file, 100)).isEqualTo("789");
    assertThat(call(HostCall.FD_TELL, file, RESULT)).isZero();
    assertThat(pointers.u32(RESULT)).isEqualTo(10);
  }

  @Test
  void readsNothingBehindTheEnd() {
    var file = open("b.txt");

    assertThat(call(HostCall.FD_SEEK, file, Long.MAX_VALUE, 0, RESULT)).isZero();
    assertThat(read(file, 100)).isEmpty();
  }

  @Test
  void refusesToSeekBeforeTheStartOrInStreams() {
    var file = open("b.txt");

    assertThat(call(HostCall.FD_SEEK, file, -1, 0, RESULT)).isEqualTo(Errno.INVAL.number());
    assertThat(call(HostCall.FD_SEEK, file, 0, 3, RESULT)).isEqualTo(Errno.INVAL.number());
    assertThat(call(HostCall.FD_SEEK, 0, 0, 1, RESULT)).isEqualTo(Errno.SPIPE.number());
  }

  @Test
  void describesFilesAndDirectories() {
    assertThat(stat("b.txt")).containsExactly(2, FileStat.REGULAR_FILE, 10);
    assertThat(stat("docs")).containsExactly(3, FileStat.DIRECTORY, 0);
    assertThat(stat("docs/a.txt")).containsExactly(4, FileStat.REGULAR_FILE, 3);
  }

  @Test
  void givesFreedDescriptorsAgain() {
    var first = open("b.txt");
    var second = open("b.txt");

    assertThat(call(HostCall.FD_CLOSE, first)).isZero();

    assertThat(open("docs/a.txt")).isEqualTo(first).isNotEqualTo(second);
    assertThat(call(HostCall.FD_CLOSE, 99)).isEqualTo(Errno.BADF.number());
  }

  @Test
  void limitsOpenDescriptors() {
    for (var i = 4; i < 256; i++) {
      open("b.txt");
    }

    assertThat(tryOpen("b.txt")).isEqualTo(Errno.MFILE.number());
  }

  @Test
  void namesTheOpenDirectory() {
    assertThat(call(HostCall.FD_PRESTAT_GET, ROOT, RESULT)).isZero();
    assertThat(pointers.u32(RESULT + 4)).isEqualTo(1);
    assertThat(call(HostCall.FD_PRESTAT_DIR_NAME, ROOT, TEXT, 1)).isZero();
    assertThat(text(TEXT, 1)).isEqualTo("/");
    assertThat(call(HostCall.FD_PRESTAT_GET, 4, RESULT)).isEqualTo(Errno.BADF.number());
    assertThat(call(HostCall.FD_PRESTAT_GET, 0, RESULT)).isEqualTo(Errno.BADF.number());
  }

  @Test
  void exitsWithTheCodeAsUnsigned() {
    assertThatThrownBy(() -> call(HostCall.PROC_EXIT, -1))
        .isInstanceOfSatisfying(
            GuestEnded.class,
            ended -> assertThat(ended.status()).isEqualTo(new Exited(0xFFFF_FFFFL)));
  }

  @Test
  void doesNothingTheGuestCannotPayFor() {
    putBuffer(TEXT, 1_000);
    fuel.left(HostFuel.CALL + HostFuel.ITEM + 999);

    assertThatThrownBy(() -> call(HostCall.FD_WRITE, 1, RESULT, 1, RESULT + 8))
        .isInstanceOfSatisfying(
            GuestEnded.class, ended -> assertThat(ended.status()).isEqualTo(new OutOfFuel()));
    assertThat(host.output()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void dropsTheLogBehindItsLimit() {
    putBuffer(0, Machine.PAGE_BYTES);

    assertThat(call(HostCall.FD_WRITE, 2, RESULT, 1, RESULT + 8)).isZero();
    assertThat(call(HostCall.FD_WRITE, 2, RESULT, 1, RESULT + 8)).isZero();

    assertThat(host.log().size()).isEqualTo(Machine.MAX_LOG_BYTES);
    assertThat(pointers.u32(RESULT + 8)).isEqualTo(Machine.PAGE_BYTES);
  }

  @ParameterizedTest
  @EnumSource(HostCall.class)
  void survivesAnyArguments(HostCall call) {
    var random = new Random(call.functionName().hashCode());
    for (var i = 0; i < 2_000; i++) {
      fuel.left(1L << 20);
      var values = new long[call.parameterCount()];
      Arrays.setAll(values, _ -> anyValue(random));
      try {
        assertThat(host.call(call, values, memory)).isBetween(0, 76);
      } catch (GuestEnded ended) {
        assertThat(ended.status()).isNotNull();
      }
    }
  }

  private static long anyValue(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(5);
      case 1 -> Machine.PAGE_BYTES - random.nextInt(40);
      case 2 -> random.nextInt(Machine.PAGE_BYTES);
      default -> random.nextLong();
    };
  }

  private int call(HostCall call, long... values) {
    return host.call(call, values, memory);
  }

  private int tryOpen(String path) {
    pointers.put(TEXT, path.getBytes(StandardCharsets.UTF_8));
    return call(HostCall.PATH_OPEN, ROOT, 0, TEXT, path.length(), 0, 0, 0, 0, RESULT);
  }

  private long open(String path) {
    assertThat(tryOpen(path)).isZero();
    return pointers.u32(RESULT);
  }

  private void putBuffer(int address, int size) {
    pointers.putInt(RESULT, address);
    pointers.putInt(RESULT + 4, size);
  }

  private String read(long descriptor, int size) {
    putBuffer(BUFFER, size);
    assertThat(call(HostCall.FD_READ, descriptor, RESULT, 1, RESULT + 8)).isZero();
    return text(BUFFER, pointers.u32(RESULT + 8));
  }

  private String text(long address, long size) {
    return new String(pointers.bytes(address, size), StandardCharsets.UTF_8);
  }

  private List<Integer> stat(String path) {
    pointers.put(TEXT, path.getBytes(StandardCharsets.UTF_8));
    assertThat(call(HostCall.PATH_FILESTAT_GET, ROOT, 0, TEXT, path.length(), BUFFER)).isZero();
    return List.of(
        (int) pointers.u32(BUFFER + 8),
        pointers.bytes(BUFFER + 16, 1)[0] & 0xFF,
        (int) pointers.u32(BUFFER + 32));
  }

  private List<String> names(long directory) {
    assertThat(call(HostCall.FD_READDIR, directory, BUFFER, 1_000, 0, RESULT)).isZero();
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
