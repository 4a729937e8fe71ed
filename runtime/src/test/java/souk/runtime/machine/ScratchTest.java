package souk.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.runtime.machine.Caller.APPEND;
import static souk.runtime.machine.Caller.BUFFER;
import static souk.runtime.machine.Caller.CREATE;
import static souk.runtime.machine.Caller.DIRECTORY;
import static souk.runtime.machine.Caller.EXCLUSIVE;
import static souk.runtime.machine.Caller.READ;
import static souk.runtime.machine.Caller.RESULT;
import static souk.runtime.machine.Caller.ROOT;
import static souk.runtime.machine.Caller.TEXT;
import static souk.runtime.machine.Caller.TRUNCATE;
import static souk.runtime.machine.Caller.WRITE;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.protocol.evidence.ExitStatus.OutOfFuel;
import souk.protocol.job.Arguments;
import souk.protocol.value.Fuel;
import souk.runtime.module.HostCall;

final class ScratchTest {
  private static final long CALL = HostFuel.CALL;
  private static final int MAX = Machine.MAX_SCRATCH_BYTES;

  private final Caller guest =
      new Caller(fuel -> new Host(invocation(), Limits.of(new Fuel(1), 1), fuel));

  private static Invocation invocation() {
    var mounts = new TreeMap<String, Bytes>();
    mounts.put("docs/a.txt", Bytes.utf8("abc"));
    return new Invocation(Bytes.EMPTY, Arguments.NONE, Bytes.EMPTY, mounts);
  }

  @Test
  void readsBackWhatIsWritten() {
    var file = guest.create("tmp/a");

    guest.write(file, "hello, ");
    guest.write(file, "world");

    assertThat(guest.content("tmp/a")).isEqualTo("hello, world");
    assertThat(guest.stat(file)).containsExactly(5L, 4L, 12L);
  }

  @Test
  void writesFromWhereItSeeksAndZerosBefore() {
    var file = guest.create("tmp/a");

    assertThat(guest.call(HostCall.FD_SEEK, file, 3, 0, RESULT)).isZero();
    guest.write(file, "abc");

    assertThat(guest.content("tmp/a")).isEqualTo("\0\0\0abc");
  }

  @Test
  void writesAtAnOffsetWithoutMoving() {
    var file = guest.create("tmp/a");
    guest.write(file, "0123");

    guest.putBuffer(BUFFER, guest.put(BUFFER, "xy"));
    assertThat(guest.call(HostCall.FD_PWRITE, file, RESULT, 1, 1, RESULT + 8)).isZero();
    guest.write(file, "4");

    assertThat(guest.content("tmp/a")).isEqualTo("0xy34");
  }

  @Test
  void appendsWhereverItSeeks() {
    guest.write(guest.create("tmp/a"), "first");
    var file = guest.open("tmp/a", 0, WRITE, APPEND);

    assertThat(guest.call(HostCall.FD_SEEK, file, 0, 0, RESULT)).isZero();
    guest.write(file, "second");
    assertThat(guest.call(HostCall.FD_FDSTAT_SET_FLAGS, file, 0)).isZero();
    assertThat(guest.call(HostCall.FD_SEEK, file, 0, 0, RESULT)).isZero();
    guest.write(file, "F");

    assertThat(guest.content("tmp/a")).isEqualTo("Firstsecond");
  }

  @Test
  void tellsThatItAppends() {
    var file = guest.open("tmp/a", CREATE, WRITE, APPEND);

    assertThat(guest.call(HostCall.FD_FDSTAT_GET, file, BUFFER)).isZero();
    assertThat(guest.memory().bytes(BUFFER + 2, 1)).containsExactly(1);
  }

  @Test
  void emptiesWhatItTruncates() {
    guest.write(guest.create("tmp/a"), "first");

    guest.write(guest.open("tmp/a", CREATE | TRUNCATE, WRITE, 0), "2");

    assertThat(guest.content("tmp/a")).isEqualTo("2");
  }

  @Test
  void setsSizes() {
    var file = guest.create("tmp/a");
    guest.write(file, "0123456789");

    assertThat(guest.call(HostCall.FD_FILESTAT_SET_SIZE, file, 4)).isZero();
    assertThat(guest.content("tmp/a")).isEqualTo("0123");
    assertThat(guest.call(HostCall.FD_FILESTAT_SET_SIZE, file, 6)).isZero();
    assertThat(guest.content("tmp/a")).isEqualTo("0123\0\0");
    assertThat(guest.call(HostCall.FD_ALLOCATE, file, 5, 3)).isZero();
    assertThat(guest.content("tmp/a")).isEqualTo("0123\0\0\0\0");
    assertThat(guest.call(HostCall.FD_ALLOCATE, file, 0, 1)).isZero();
    assertThat(guest.stat(file)).containsExactly(5L, 4L, 8L);
  }

  @Test
  void refusesSizesThatAreNone() {
    var file = guest.create("tmp/a");

    assertThat(guest.call(HostCall.FD_FILESTAT_SET_SIZE, file, -1)).isEqualTo(Errno.INVAL.number());
    assertThat(guest.call(HostCall.FD_ALLOCATE, file, 0, 0)).isEqualTo(Errno.INVAL.number());
    assertThat(guest.call(HostCall.FD_ALLOCATE, file, Long.MAX_VALUE, 1))
        .isEqualTo(Errno.INVAL.number());
    guest.putBuffer(BUFFER, 1);
    assertThat(guest.call(HostCall.FD_PWRITE, file, RESULT, 1, -1, RESULT + 8))
        .isEqualTo(Errno.INVAL.number());
  }

  @Test
  void writesNothingThatWasOpenedToRead() {
    guest.create("tmp/a");
    var file = guest.open("tmp/a");

    assertThat(guest.tryWrite(file, "x")).isEqualTo(Errno.BADF.number());
    assertThat(guest.tryWrite(0, "x")).isEqualTo(Errno.BADF.number());
    assertThat(guest.tryWrite(ROOT, "x")).isEqualTo(Errno.BADF.number());
    assertThat(guest.call(HostCall.FD_FILESTAT_SET_SIZE, file, 1)).isEqualTo(Errno.BADF.number());
    assertThat(guest.call(HostCall.FD_ALLOCATE, 1, 0, 1)).isEqualTo(Errno.BADF.number());
    assertThat(guest.call(HostCall.FD_PWRITE, 1, RESULT, 1, 0, RESULT + 8))
        .isEqualTo(Errno.SPIPE.number());
  }

  @Test
  void leavesMountsAlone() {
    assertThat(guest.tryOpen("docs/a.txt", 0, WRITE, 0)).isEqualTo(Errno.ROFS.number());
    assertThat(guest.tryOpen("docs/a.txt", TRUNCATE, READ, 0)).isEqualTo(Errno.ROFS.number());
    assertThat(guest.tryOpen("docs/b", CREATE, WRITE, 0)).isEqualTo(Errno.ROFS.number());
    assertThat(guest.tryOpen("b", CREATE, WRITE, 0)).isEqualTo(Errno.ROFS.number());
    assertThat(guest.path(HostCall.PATH_CREATE_DIRECTORY, "docs/b")).isEqualTo(Errno.ROFS.number());
    assertThat(guest.path(HostCall.PATH_UNLINK_FILE, "docs/a.txt")).isEqualTo(Errno.ROFS.number());
    assertThat(guest.path(HostCall.PATH_REMOVE_DIRECTORY, "docs")).isEqualTo(Errno.ROFS.number());
    assertThat(guest.path(HostCall.PATH_REMOVE_DIRECTORY, "tmp")).isEqualTo(Errno.ROFS.number());
    assertThat(guest.rename("docs/a.txt", "tmp/a")).isEqualTo(Errno.ROFS.number());
    guest.create("tmp/a");
    assertThat(guest.rename("tmp/a", "docs/a.txt")).isEqualTo(Errno.ROFS.number());
  }

  @ParameterizedTest
  @CsvSource({
    "tmp/f, 5, 20", // create and exclusive
    "tmp/f, 2, 54", // directory
    "tmp/d, 8, 31", // truncate
    "tmp/new, 3, 28", // create and directory
    "tmp/new, 0, 44",
    "tmp/new/x, 1, 44",
    "tmp/f/x, 1, 54"
  })
  void opensOnlyWhatIsMeant(String path, int flags, int errno) {
    guest.create("tmp/f");
    guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/d");

    assertThat(guest.tryOpen(path, flags, READ, 0)).isEqualTo(errno);
  }

  @Test
  void opensDirectoriesToReadAlone() {
    assertThat(guest.tryOpen("tmp", CREATE | DIRECTORY, READ, 0)).isZero();
    assertThat(guest.tryOpen("tmp", DIRECTORY, READ | WRITE, 0)).isEqualTo(Errno.ISDIR.number());
  }

  @Test
  void findsPathsFromOpenDirectories() {
    guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/d");
    var directory = guest.open("tmp/d");

    assertThat(guest.call(HostCall.PATH_CREATE_DIRECTORY, directory, TEXT, guest.put("e/")))
        .isZero();

    assertThat(guest.names(directory)).containsExactly(".", "..", "e");
    assertThat(guest.names(guest.open("tmp/d/../d/./e"))).containsExactly(".", "..");
  }

  @Test
  void createsADirectoryOnce() {
    assertThat(guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/d")).isZero();
    assertThat(guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/d")).isEqualTo(Errno.EXIST.number());
    assertThat(guest.path(HostCall.PATH_CREATE_DIRECTORY, ".")).isEqualTo(Errno.EXIST.number());
  }

  @Test
  void removesWhatIsOfTheRightKindAndEmpty() {
    guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/d");
    guest.close(guest.create("tmp/d/f"));

    assertThat(guest.path(HostCall.PATH_UNLINK_FILE, "tmp/d")).isEqualTo(Errno.ISDIR.number());
    assertThat(guest.path(HostCall.PATH_REMOVE_DIRECTORY, "tmp/d/f"))
        .isEqualTo(Errno.NOTDIR.number());
    assertThat(guest.path(HostCall.PATH_REMOVE_DIRECTORY, "tmp/d"))
        .isEqualTo(Errno.NOTEMPTY.number());
    assertThat(guest.path(HostCall.PATH_REMOVE_DIRECTORY, ".")).isEqualTo(Errno.INVAL.number());
    assertThat(guest.path(HostCall.PATH_UNLINK_FILE, "tmp/d/f")).isZero();
    assertThat(guest.path(HostCall.PATH_UNLINK_FILE, "tmp/d/f")).isEqualTo(Errno.NOENT.number());
    assertThat(guest.path(HostCall.PATH_REMOVE_DIRECTORY, "tmp/d")).isZero();
    assertThat(guest.names(guest.open("tmp"))).containsExactly(".", "..");
  }

  @Test
  void keepsWhatLosesItsNameWhileItIsOpen() {
    var file = guest.create("tmp/a");
    guest.write(file, "still here");

    assertThat(guest.path(HostCall.PATH_UNLINK_FILE, "tmp/a")).isZero();

    assertThat(guest.call(HostCall.FD_SEEK, file, 0, 0, RESULT)).isZero();
    assertThat(guest.read(file, 100)).isEqualTo("still here");
  }

  @Test
  void createsNothingInADirectoryThatWasRemoved() {
    guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/d");
    var directory = guest.open("tmp/d");

    assertThat(guest.path(HostCall.PATH_REMOVE_DIRECTORY, "tmp/d")).isZero();

    assertThat(guest.call(HostCall.PATH_CREATE_DIRECTORY, directory, TEXT, guest.put("e")))
        .isEqualTo(Errno.NOENT.number());
    assertThat(guest.names(directory)).containsExactly(".", "..");
  }

  @Test
  void renamesFilesOverOthersAndKeepsTheirNumbers() {
    guest.write(guest.create("tmp/a"), "new");
    guest.write(guest.create("tmp/b"), "old");

    assertThat(guest.rename("tmp/a", "tmp/b")).isZero();

    assertThat(guest.content("tmp/b")).isEqualTo("new");
    assertThat(guest.stat("tmp/b")).containsExactly(5L, 4L, 3L);
    assertThat(guest.tryOpen("tmp/a")).isEqualTo(Errno.NOENT.number());
  }

  @Test
  void renamesDirectoriesWithWhatIsInThem() {
    guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/a");
    guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/b");
    guest.write(guest.create("tmp/a/f"), "inside");

    assertThat(guest.rename("tmp/a", "tmp/b")).isZero();

    assertThat(guest.content("tmp/b/f")).isEqualTo("inside");
    assertThat(guest.rename("tmp/b", "tmp/b")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "tmp/absent, tmp/x, 44",
    "tmp/f, tmp/absent/x, 44",
    "tmp/f, tmp/f/x, 54",
    "tmp/d, tmp/f, 54",
    "tmp/f, tmp/d, 31",
    "tmp/d, tmp/full, 55",
    "tmp/full, tmp/full/x, 28",
    "tmp/full, tmp/full/in/x, 28",
    "tmp, tmp/x, 69",
    "., tmp/x, 28",
    "tmp/f, ., 28"
  })
  void renamesNothingThatMakesNoSense(String from, String to, int errno) {
    guest.create("tmp/f");
    guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/d");
    guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/full");
    guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/full/in");

    assertThat(guest.rename(from, to)).isEqualTo(errno);
    assertThat(guest.names(guest.open("tmp"))).containsExactly(".", "..", "f", "d", "full");
  }

  @Test
  void hasNoLinks() {
    assertThat(guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/d")).isZero();

    var size = guest.put("tmp/d");
    assertThat(guest.call(HostCall.PATH_READLINK, ROOT, TEXT, size, BUFFER, 10, RESULT))
        .isEqualTo(Errno.INVAL.number());
    assertThat(guest.call(HostCall.PATH_READLINK, ROOT, TEXT, guest.put("x"), BUFFER, 1, RESULT))
        .isEqualTo(Errno.NOENT.number());
  }

  @Test
  void listsWhatIsLeftWhileItRemoves() {
    for (var i = 0; i < 100; i++) {
      guest.close(guest.create("tmp/file" + i));
    }
    var directory = guest.open("tmp");

    var cookie = 2L;
    var removed = 0;
    while (true) {
      guest.call(HostCall.FD_READDIR, directory, BUFFER, 40, cookie, RESULT);
      if (guest.memory().u32(RESULT) == 0) {
        break;
      }
      cookie = guest.memory().u32(BUFFER);
      var name = guest.text(BUFFER + 24, guest.memory().u32(BUFFER + 16));
      assertThat(guest.path(HostCall.PATH_UNLINK_FILE, "tmp/" + name)).isZero();
      removed++;
    }

    assertThat(removed).isEqualTo(100);
    assertThat(guest.path(HostCall.PATH_UNLINK_FILE, "tmp/file0")).isEqualTo(44);
  }

  @Test
  void chargesForPathsBytesGrowthAndEntries() {
    var size = guest.put("tmp/d");
    assertThat(guest.costOf(HostCall.PATH_CREATE_DIRECTORY, ROOT, TEXT, size))
        .isEqualTo(CALL + 5 * 20);
    var file = guest.create("tmp/a");
    guest.putBuffer(BUFFER, 800);
    assertThat(guest.costOf(HostCall.FD_WRITE, file, RESULT, 1, RESULT + 8))
        .isEqualTo(CALL + 20 + 800 + 400);
    assertThat(guest.costOf(HostCall.FD_PWRITE, file, RESULT, 1, 0, RESULT + 8))
        .isEqualTo(CALL + 20 + 800);
    assertThat(guest.costOf(HostCall.FD_FILESTAT_SET_SIZE, file, 1_615)).isEqualTo(CALL + 407);
    assertThat(guest.costOf(HostCall.FD_ALLOCATE, file, 1_000, 1_000)).isEqualTo(CALL + 192);
    assertThat(guest.costOf(HostCall.FD_READDIR, guest.open("tmp"), BUFFER, 70, 0, RESULT))
        .isEqualTo(CALL + 3 * 200);
  }

  @Test
  void growsNothingTheGuestCannotPayFor() {
    var file = guest.create("tmp/a");
    guest.fuel(CALL + 3_999);

    assertThatThrownBy(() -> guest.call(HostCall.FD_FILESTAT_SET_SIZE, file, 8_000))
        .isInstanceOfSatisfying(
            GuestEnded.class, ended -> assertThat(ended.status()).isEqualTo(new OutOfFuel()));
    guest.fuel(10_000);
    assertThat(guest.stat(file)).containsExactly(5L, 4L, 0L);
  }

  @Test
  void holdsSoManyBytesAndNoMore() {
    var file = guest.create("tmp/a");
    assertThat(guest.call(HostCall.FD_FILESTAT_SET_SIZE, file, MAX - 3)).isZero();
    var other = guest.create("tmp/b");

    assertThat(guest.tryWrite(other, "1234")).isEqualTo(Errno.NOSPC.number());
    assertThat(guest.call(HostCall.FD_FILESTAT_SET_SIZE, other, Long.MAX_VALUE))
        .isEqualTo(Errno.NOSPC.number());
    assertThat(guest.call(HostCall.FD_ALLOCATE, other, 0, 4)).isEqualTo(Errno.NOSPC.number());
    assertThat(guest.call(HostCall.FD_SEEK, other, Long.MAX_VALUE, 0, RESULT)).isZero();
    assertThat(guest.tryWrite(other, "x")).isEqualTo(Errno.NOSPC.number());
    assertThat(guest.tryWrite(other, "")).isZero();
    assertThat(guest.call(HostCall.FD_SEEK, other, 0, 0, RESULT)).isZero();
    guest.write(other, "123");
    assertThat(guest.tryWrite(other, "4")).isEqualTo(Errno.NOSPC.number());
  }

  @Test
  void countsBytesUntilTheirFileIsNeitherNamedNorOpen() {
    var file = guest.create("tmp/a");
    assertThat(guest.call(HostCall.FD_FILESTAT_SET_SIZE, file, MAX)).isZero();
    var other = guest.create("tmp/b");

    assertThat(guest.path(HostCall.PATH_UNLINK_FILE, "tmp/a")).isZero();
    assertThat(guest.tryWrite(other, "x")).isEqualTo(Errno.NOSPC.number());
    guest.close(file);

    assertThat(guest.call(HostCall.FD_FILESTAT_SET_SIZE, other, MAX)).isZero();
  }

  @Test
  void holdsSoManyFilesAndDirectoriesAndNoMore() {
    guest.close(guest.create("tmp/first"));
    for (var i = 1; i < Machine.MAX_SCRATCH_FILES; i++) {
      assertThat(guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/" + i)).isZero();
    }

    assertThat(guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/x")).isEqualTo(Errno.NOSPC.number());
    assertThat(guest.tryOpen("tmp/x", CREATE | EXCLUSIVE, WRITE, 0))
        .isEqualTo(Errno.NOSPC.number());
    assertThat(guest.rename("tmp/first", "tmp/x")).isZero();
    assertThat(guest.path(HostCall.PATH_UNLINK_FILE, "tmp/x")).isZero();
    assertThat(guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/x")).isZero();
  }

  @Test
  void limitsNewNames() {
    assertThat(guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/" + "x".repeat(255))).isZero();
    assertThat(guest.path(HostCall.PATH_CREATE_DIRECTORY, "tmp/" + "ä".repeat(128)))
        .isEqualTo(Errno.NAMETOOLONG.number());
  }
}
