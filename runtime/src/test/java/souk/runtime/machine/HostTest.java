package souk.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.runtime.machine.Caller.BUFFER;
import static souk.runtime.machine.Caller.RESULT;
import static souk.runtime.machine.Caller.ROOT;
import static souk.runtime.machine.Caller.TEXT;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import souk.protocol.evidence.ExitStatus.Exited;
import souk.protocol.evidence.ExitStatus.OutOfFuel;
import souk.protocol.job.Arguments;
import souk.protocol.value.Fuel;
import souk.runtime.module.HostCall;

final class HostTest {
  private final Caller guest =
      new Caller(fuel -> new Host(invocation(), Limits.of(new Fuel(1), 1), fuel));

  private static Invocation invocation() {
    var mounts = new TreeMap<String, Bytes>();
    mounts.put("b.txt", Bytes.utf8("0123456789"));
    mounts.put("docs/a.txt", Bytes.utf8("abc"));
    mounts.put("docs/deep/c.txt", Bytes.EMPTY);
    return new Invocation(Bytes.EMPTY, Arguments.NONE, Bytes.utf8("input"), mounts);
  }

  @Test
  void listsDirectoriesInOrder() {
    assertThat(guest.names(guest.open("docs"))).containsExactly(".", "..", "a.txt", "deep");
    assertThat(guest.names(ROOT)).containsExactly(".", "..", "b.txt", "docs", "tmp");
  }

  @Test
  void cutsListingsOffWhereTheRoomEnds() {
    assertThat(guest.call(HostCall.FD_READDIR, ROOT, BUFFER, 30, 0, RESULT)).isZero();
    assertThat(guest.memory().u32(RESULT)).isEqualTo(30);
  }

  @Test
  void listsOnFromACookie() {
    assertThat(guest.call(HostCall.FD_READDIR, ROOT, BUFFER, 1_000, 2, RESULT)).isZero();
    assertThat(guest.memory().u32(RESULT)).isEqualTo(24 + 5 + 24 + 4 + 24 + 3);
    assertThat(guest.text(BUFFER + 24, 5)).isEqualTo("b.txt");

    var cookie = guest.memory().u32(BUFFER);
    assertThat(guest.call(HostCall.FD_READDIR, ROOT, BUFFER, 1_000, cookie, RESULT)).isZero();
    assertThat(guest.text(BUFFER + 24, 4)).isEqualTo("docs");
  }

  @Test
  void endsListingsAtTheLastEntry() {
    assertThat(guest.call(HostCall.FD_READDIR, ROOT, BUFFER, 1_000, -1, RESULT)).isZero();
    assertThat(guest.memory().u32(RESULT)).isZero();
  }

  @Test
  void readsFromWhereItSeeks() {
    var file = guest.open("b.txt");

    assertThat(guest.call(HostCall.FD_SEEK, file, -3, 2, RESULT)).isZero();
    assertThat(guest.memory().u32(RESULT)).isEqualTo(7);
    assertThat(guest.read(file, 100)).isEqualTo("789");
    assertThat(guest.call(HostCall.FD_TELL, file, RESULT)).isZero();
    assertThat(guest.memory().u32(RESULT)).isEqualTo(10);
  }

  @Test
  void readsAtAnOffsetWithoutMoving() {
    var file = guest.open("b.txt");

    guest.putBuffer(BUFFER, 4);
    assertThat(guest.call(HostCall.FD_PREAD, file, RESULT, 1, 5, RESULT + 8)).isZero();

    assertThat(guest.text(BUFFER, 4)).isEqualTo("5678");
    assertThat(guest.read(file, 3)).isEqualTo("012");
  }

  @Test
  void readsAtOffsetsOfFilesAlone() {
    guest.putBuffer(BUFFER, 4);

    assertThat(guest.call(HostCall.FD_PREAD, 0, RESULT, 1, 0, RESULT + 8))
        .isEqualTo(Errno.SPIPE.number());
    assertThat(guest.call(HostCall.FD_PREAD, 1, RESULT, 1, 0, RESULT + 8))
        .isEqualTo(Errno.BADF.number());
    assertThat(guest.call(HostCall.FD_PREAD, ROOT, RESULT, 1, 0, RESULT + 8))
        .isEqualTo(Errno.BADF.number());
    assertThat(guest.call(HostCall.FD_PREAD, guest.open("b.txt"), RESULT, 1, -1, RESULT + 8))
        .isEqualTo(Errno.INVAL.number());
  }

  @Test
  void readsNothingBehindTheEnd() {
    var file = guest.open("b.txt");

    assertThat(guest.call(HostCall.FD_SEEK, file, Long.MAX_VALUE, 0, RESULT)).isZero();
    assertThat(guest.read(file, 100)).isEmpty();
  }

  @Test
  void refusesToSeekBeforeTheStartOrInStreams() {
    var file = guest.open("b.txt");

    assertThat(guest.call(HostCall.FD_SEEK, file, -1, 0, RESULT)).isEqualTo(Errno.INVAL.number());
    assertThat(guest.call(HostCall.FD_SEEK, file, 0, 3, RESULT)).isEqualTo(Errno.INVAL.number());
    assertThat(guest.call(HostCall.FD_SEEK, 0, 0, 1, RESULT)).isEqualTo(Errno.SPIPE.number());
  }

  @Test
  void describesFilesAndDirectories() {
    assertThat(guest.stat("b.txt")).containsExactly(2L, 4L, 10L);
    assertThat(guest.stat("docs")).containsExactly(3L, 3L, 0L);
    assertThat(guest.stat("docs/a.txt")).containsExactly(4L, 4L, 3L);
    assertThat(guest.stat("docs/deep/c.txt")).containsExactly(6L, 4L, 0L);
    assertThat(guest.stat("tmp")).containsExactly(7L, 3L, 0L);
    assertThat(guest.stat(0)).containsExactly(0L, 0L, 0L);
  }

  @Test
  void saysWhatDescriptorsMayDo() {
    assertThat(rights(0)).isEqualTo(0x2);
    assertThat(rights(1)).isEqualTo(0x40);
    assertThat(rights(ROOT)).isEqualTo(0x627_E600);
    assertThat(guest.memory().u32(BUFFER + 16)).isEqualTo(0x667_E77F);
    assertThat(rights(guest.open("b.txt"))).isEqualTo(0x20_0026);
    assertThat(rights(guest.create("tmp/x"))).isEqualTo(0x60_017F);
  }

  private long rights(long descriptor) {
    assertThat(guest.call(HostCall.FD_FDSTAT_GET, descriptor, BUFFER)).isZero();
    return guest.memory().u32(BUFFER + 8);
  }

  @Test
  void givesFreedDescriptorsAgain() {
    var first = guest.open("b.txt");
    var second = guest.open("b.txt");

    guest.close(first);

    assertThat(guest.open("docs/a.txt")).isEqualTo(first).isNotEqualTo(second);
    assertThat(guest.call(HostCall.FD_CLOSE, 99)).isEqualTo(Errno.BADF.number());
  }

  @Test
  void renumbersDescriptors() {
    var first = guest.open("b.txt");
    var second = guest.open("docs/a.txt");

    assertThat(guest.call(HostCall.FD_RENUMBER, second, first)).isZero();
    assertThat(guest.call(HostCall.FD_RENUMBER, first, first)).isZero();

    assertThat(guest.read(first, 100)).isEqualTo("abc");
    assertThat(guest.call(HostCall.FD_TELL, second, RESULT)).isEqualTo(Errno.BADF.number());
    assertThat(guest.call(HostCall.FD_RENUMBER, first, second)).isEqualTo(Errno.BADF.number());
    assertThat(guest.call(HostCall.FD_RENUMBER, second, first)).isEqualTo(Errno.BADF.number());
  }

  @Test
  void limitsOpenDescriptors() {
    for (var i = 4; i < Machine.MAX_DESCRIPTORS; i++) {
      guest.open("b.txt");
    }

    assertThat(guest.tryOpen("b.txt")).isEqualTo(Errno.MFILE.number());
    assertThat(guest.tryOpen("docs")).isEqualTo(Errno.MFILE.number());
    assertThat(guest.tryOpen("tmp/x", Caller.CREATE, 0, 0)).isEqualTo(Errno.MFILE.number());
    assertThat(guest.names(ROOT)).contains("tmp");
    assertThat(guest.tryOpen("tmp/x")).isEqualTo(Errno.NOENT.number());
  }

  @Test
  void limitsBuffers() {
    assertThat(guest.call(HostCall.FD_READ, 0, BUFFER, 1_025, RESULT))
        .isEqualTo(Errno.INVAL.number());
    assertThat(guest.call(HostCall.FD_READ, 0, BUFFER, 1_024, RESULT)).isZero();
  }

  @Test
  void limitsPaths() {
    var longest = "./".repeat(2_045) + "/b.txt";

    assertThat(guest.tryOpen(longest)).isZero();
    assertThat(guest.tryOpen("." + longest)).isEqualTo(Errno.NAMETOOLONG.number());
  }

  @Test
  void refusesPathsThatAreNotText() {
    guest.memory().put(TEXT, new byte[] {'t', 'm', 'p', '/', (byte) 0xC0, (byte) 0x80});
    assertThat(guest.call(HostCall.PATH_CREATE_DIRECTORY, ROOT, TEXT, 6))
        .isEqualTo(Errno.ILSEQ.number());

    assertThat(guest.tryOpen("b.txt\0")).isEqualTo(Errno.INVAL.number());
    assertThat(guest.tryOpen("")).isEqualTo(Errno.NOENT.number());
  }

  @Test
  void namesTheOpenDirectory() {
    assertThat(guest.call(HostCall.FD_PRESTAT_GET, ROOT, RESULT)).isZero();
    assertThat(guest.memory().u32(RESULT + 4)).isEqualTo(1);
    assertThat(guest.call(HostCall.FD_PRESTAT_DIR_NAME, ROOT, TEXT, 1)).isZero();
    assertThat(guest.text(TEXT, 1)).isEqualTo("/");
    assertThat(guest.call(HostCall.FD_PRESTAT_GET, 4, RESULT)).isEqualTo(Errno.BADF.number());
    assertThat(guest.call(HostCall.FD_PRESTAT_GET, 0, RESULT)).isEqualTo(Errno.BADF.number());
  }

  @Test
  void exitsWithTheCodeAsUnsigned() {
    assertThatThrownBy(() -> guest.call(HostCall.PROC_EXIT, -1))
        .isInstanceOfSatisfying(
            GuestEnded.class,
            ended -> assertThat(ended.status()).isEqualTo(new Exited(0xFFFF_FFFFL)));
  }

  @Test
  void doesNothingTheGuestCannotPayFor() {
    guest.putBuffer(TEXT, 1_000);
    guest.fuel(HostFuel.CALL + HostFuel.ITEM + 999);

    assertThatThrownBy(() -> guest.call(HostCall.FD_WRITE, 1, RESULT, 1, RESULT + 8))
        .isInstanceOfSatisfying(
            GuestEnded.class, ended -> assertThat(ended.status()).isEqualTo(new OutOfFuel()));
    assertThat(guest.host().output()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void dropsTheLogBehindItsLimit() {
    guest.putBuffer(0, Machine.PAGE_BYTES);

    assertThat(guest.call(HostCall.FD_WRITE, 2, RESULT, 1, RESULT + 8)).isZero();
    assertThat(guest.call(HostCall.FD_WRITE, 2, RESULT, 1, RESULT + 8)).isZero();

    assertThat(guest.host().log().size()).isEqualTo(Machine.MAX_LOG_BYTES);
    assertThat(guest.memory().u32(RESULT + 8)).isEqualTo(Machine.PAGE_BYTES);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {
        "FD_FDSTAT_SET_RIGHTS",
        "FD_FILESTAT_SET_TIMES",
        "PATH_FILESTAT_SET_TIMES",
        "PATH_LINK",
        "PATH_SYMLINK",
        "POLL_ONEOFF",
        "PROC_RAISE",
        "SOCK_ACCEPT",
        "SOCK_RECV",
        "SOCK_SEND",
        "SOCK_SHUTDOWN",
        "TURN_INFO",
        "ACCOUNT",
        "INBOX_READ",
        "PAY",
        "SEND",
        "SPAWN",
        "SLEEP",
        "END"
      })
  void doesNotProvide(HostCall call) {
    assertThat(guest.call(call, new long[call.parameterCount()])).isEqualTo(Errno.NOTSUP.number());
  }

  @ParameterizedTest
  @EnumSource(HostCall.class)
  void survivesAnyArguments(HostCall call) {
    var random = new Random(call.functionName().hashCode());
    for (var i = 0; i < 2_000; i++) {
      guest.fuel(1L << 20);
      var values = new long[call.parameterCount()];
      Arrays.setAll(values, _ -> anyValue(random));
      try {
        assertThat(guest.call(call, values)).isBetween(0, 76);
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
}
