package souk.runtime.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import souk.runtime.module.CallModule;
import souk.runtime.module.CallModule.Call;
import souk.runtime.module.HostCall;

/** Sequences of host calls, sensible and hostile, and the memory they need. */
final class RandomCalls {
  private static final int PATH_SLOT = 512;
  private static final int BUFFER_LISTS = 16_384;
  private static final int BUFFER_LIST_BYTES = 64;
  private static final int LISTS = 32;
  private static final int CHILD_JOB = 20_480;
  private static final int RESULTS = 32_768;
  private static final int MEMORY_BYTES = CallModule.PAGES * 65_536;

  /** What the parameters of a call mean, letter by letter; {@link #value}. */
  private static final Map<HostCall, String> ROLES =
      Map.ofEntries(
          Map.entry(HostCall.ARGS_GET, "rr"),
          Map.entry(HostCall.ARGS_SIZES_GET, "rr"),
          Map.entry(HostCall.CLOCK_RES_GET, "kr"),
          Map.entry(HostCall.CLOCK_TIME_GET, "kor"),
          Map.entry(HostCall.ENVIRON_GET, "rr"),
          Map.entry(HostCall.ENVIRON_SIZES_GET, "rr"),
          Map.entry(HostCall.FD_ADVISE, "doof"),
          Map.entry(HostCall.FD_ALLOCATE, "doo"),
          Map.entry(HostCall.FD_CLOSE, "d"),
          Map.entry(HostCall.FD_DATASYNC, "d"),
          Map.entry(HostCall.FD_FDSTAT_GET, "dr"),
          Map.entry(HostCall.FD_FDSTAT_SET_FLAGS, "df"),
          Map.entry(HostCall.FD_FDSTAT_SET_RIGHTS, "doo"),
          Map.entry(HostCall.FD_FILESTAT_GET, "dr"),
          Map.entry(HostCall.FD_FILESTAT_SET_SIZE, "do"),
          Map.entry(HostCall.FD_FILESTAT_SET_TIMES, "doof"),
          Map.entry(HostCall.FD_PREAD, "dbcor"),
          Map.entry(HostCall.FD_PRESTAT_DIR_NAME, "drn"),
          Map.entry(HostCall.FD_PRESTAT_GET, "dr"),
          Map.entry(HostCall.FD_PWRITE, "dbcor"),
          Map.entry(HostCall.FD_READ, "dbcr"),
          Map.entry(HostCall.FD_READDIR, "drnor"),
          Map.entry(HostCall.FD_RENUMBER, "dd"),
          Map.entry(HostCall.FD_SEEK, "dowr"),
          Map.entry(HostCall.FD_SYNC, "d"),
          Map.entry(HostCall.FD_TELL, "dr"),
          Map.entry(HostCall.FD_WRITE, "dbcr"),
          Map.entry(HostCall.PATH_CREATE_DIRECTORY, "Dpl"),
          Map.entry(HostCall.PATH_FILESTAT_GET, "Dfplr"),
          Map.entry(HostCall.PATH_FILESTAT_SET_TIMES, "Dfploof"),
          Map.entry(HostCall.PATH_LINK, "DfplDpl"),
          Map.entry(HostCall.PATH_OPEN, "DfplfRRfr"),
          Map.entry(HostCall.PATH_READLINK, "Dplrnr"),
          Map.entry(HostCall.PATH_REMOVE_DIRECTORY, "Dpl"),
          Map.entry(HostCall.PATH_RENAME, "DplDpl"),
          Map.entry(HostCall.PATH_SYMLINK, "plDpl"),
          Map.entry(HostCall.PATH_UNLINK_FILE, "Dpl"),
          Map.entry(HostCall.POLL_ONEOFF, "rrnr"),
          Map.entry(HostCall.PROC_RAISE, "f"),
          Map.entry(HostCall.RANDOM_GET, "rn"),
          Map.entry(HostCall.SCHED_YIELD, ""),
          Map.entry(HostCall.SOCK_ACCEPT, "dfr"),
          Map.entry(HostCall.SOCK_RECV, "dbcfrr"),
          Map.entry(HostCall.SOCK_SEND, "dbcfr"),
          Map.entry(HostCall.SOCK_SHUTDOWN, "df"),
          Map.entry(HostCall.TURN_INFO, "r"),
          Map.entry(HostCall.ACCOUNT, "r"),
          Map.entry(HostCall.INBOX_READ, "frrrnr"),
          Map.entry(HostCall.PAY, "rr"),
          Map.entry(HostCall.SEND, "rrrn"),
          Map.entry(HostCall.SPAWN, "jr"),
          Map.entry(HostCall.SLEEP, "o"),
          Map.entry(HostCall.END, "r"));

  /** Without these there is nothing to work on. */
  private static final List<HostCall> FAVOURITES =
      List.of(
          HostCall.PATH_OPEN,
          HostCall.PATH_OPEN,
          HostCall.PATH_CREATE_DIRECTORY,
          HostCall.PATH_RENAME,
          HostCall.PATH_UNLINK_FILE,
          HostCall.FD_WRITE,
          HostCall.FD_PWRITE,
          HostCall.FD_READ,
          HostCall.FD_SEEK,
          HostCall.FD_READDIR);

  private static final List<HostCall> ALL = ROLES.keySet().stream().sorted().toList();

  private static final List<byte[]> PATHS =
      Stream.concat(
              Stream.of(
                      "tmp",
                      "tmp/a",
                      "tmp/b",
                      "tmp/d",
                      "tmp/d/x",
                      "tmp/d/e",
                      "tmp/d/e/f",
                      "tmp//d/./x/",
                      "tmp/d/../a",
                      "tmp/é",
                      "tmp/" + "n".repeat(255),
                      "tmp/" + "n".repeat(256),
                      "docs",
                      "docs/a.txt",
                      "docs/a.txt/x",
                      "docs/new",
                      ".",
                      "..",
                      "",
                      "/tmp/a",
                      "tmp/a\0b",
                      "a")
                  .map(path -> path.getBytes(StandardCharsets.UTF_8)),
              Stream.of(
                  new byte[] {'t', (byte) 0xC0, (byte) 0x80},
                  new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                  new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}))
          .toList();

  private static final long[] ODD = {0, 1, 7, 0xFFFF_FFFFL, 0x8000_0000L, MEMORY_BYTES - 1L};

  private final RandomGenerator random;

  RandomCalls(RandomGenerator random) {
    this.random = random;
  }

  List<List<Call>> sequences(int count, int calls) {
    return IntStream.range(0, count).mapToObj(_ -> sequence(calls)).toList();
  }

  private List<Call> sequence(int calls) {
    return IntStream.range(0, calls).mapToObj(_ -> call()).toList();
  }

  private Call call() {
    var function = pick(random.nextInt(5) < 3 ? FAVOURITES : ALL);
    var values = new ArrayList<Long>();
    for (var role : ROLES.getOrDefault(function, "").toCharArray()) {
      values.add(value(role, values));
    }
    return new Call(function, values);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private boolean isOdd() {
    return random.nextInt(25) == 0;
  }

  private long value(char role, List<Long> before) {
    if (role != 'o' && role != 'R' && isOdd()) {
      return ODD[random.nextInt(ODD.length)];
    }
    return switch (role) {
      case 'd' -> random.nextInt(9);
      case 'D' -> random.nextInt(4) > 0 ? 3 : random.nextInt(9);
      case 'p' -> (long) random.nextInt(PATHS.size()) * PATH_SLOT;
      case 'l' -> pathBytes(before.getLast());
      case 'b' -> BUFFER_LISTS + (long) random.nextInt(LISTS) * BUFFER_LIST_BYTES;
      case 'c' -> random.nextInt(5);
      case 'r' -> RESULTS + (long) random.nextInt((MEMORY_BYTES - RESULTS) / 8 - 1_024) * 8;
      case 'n' -> new int[] {0, 1, 16, 64, 300, 1_000, 4_096, 4_097}[random.nextInt(8)];
      case 'o' -> offset();
      case 'w' -> random.nextInt(4);
      case 'f' -> random.nextInt(16);
      case 'R' -> random.nextBoolean() ? 66 : random.nextLong();
      case 'k' -> random.nextInt(5);
      case 'j' -> CHILD_JOB + (long) (random.nextInt(20) / 19);
      default -> throw new IllegalArgumentException("a role " + role);
    };
  }

  private static long pathBytes(long slot) {
    var path = slot / PATH_SLOT;
    return slot % PATH_SLOT == 0 && path < PATHS.size() ? PATHS.get((int) path).length : 3;
  }

  private long offset() {
    return switch (random.nextInt(10)) {
      case 0 -> random.nextLong();
      case 1 -> Long.MAX_VALUE - random.nextInt(3);
      case 2 -> (16L << 20) - random.nextInt(10_000);
      case 3 -> -(long) random.nextInt(100);
      default -> random.nextInt(2_000);
    };
  }

  /** What the memory of the calling module has to begin with. */
  byte[] memory() {
    var memory = ByteBuffer.allocate(CallModule.ERRORS).order(ByteOrder.LITTLE_ENDIAN);
    for (var i = 0; i < PATHS.size(); i++) {
      memory.put(i * PATH_SLOT, PATHS.get(i));
    }
    for (var entry = 0; entry < LISTS * BUFFER_LIST_BYTES / Long.BYTES; entry++) {
      var hostile = random.nextInt(40) == 0;
      var address = hostile ? random.nextInt() : RESULTS + random.nextInt(90_000);
      memory.putInt(BUFFER_LISTS + entry * Long.BYTES, address);
      memory.putInt(BUFFER_LISTS + entry * Long.BYTES + 4, random.nextInt(600));
    }
    memory.order(ByteOrder.BIG_ENDIAN).put(CHILD_JOB + 160, (byte) 1);
    memory.putLong(CHILD_JOB + 161, 1_000).putInt(CHILD_JOB + 169, 16);
    memory.put(CHILD_JOB + 173, (byte) 5);
    return memory.array();
  }
}
