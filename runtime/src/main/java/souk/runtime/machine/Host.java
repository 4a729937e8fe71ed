package souk.runtime.machine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.runtime.module.HostCall;

/**
 * The host side of one execution: answers its calls, deterministically, and keeps what it writes.
 *
 * <p>For engines; not safe for use by several threads.
 */
public final class Host {
  private static final byte[] ROOT_NAME = {'/'};

  private final List<byte[]> arguments;
  private final List<byte[]> environment;
  private final HostFuel fuel;
  private final HostStreams streams;
  private final HostFiles files;
  private final Clock clock;
  private final RandomStream random;
  private final List<Effect> effects = new ArrayList<>();

  /**
   * A host for one execution of a command.
   *
   * @param invocation what the guest sees
   * @param limits what it may use
   * @param fuel its counter
   */
  public Host(Invocation invocation, Limits limits, GuestFuel fuel) {
    this(
        invocation,
        invocation.input(),
        new HostStreams.Room(limits.outputBytes(), Machine.MAX_LOG_BYTES),
        fuel,
        Clock.ofCommand(),
        RandomStream.ofCommand(invocation));
  }

  private Host(
      Invocation invocation,
      Bytes standardInput,
      HostStreams.Room room,
      GuestFuel fuel,
      Clock clock,
      RandomStream random) {
    var descriptors = new DescriptorTable(standardInput, MountTree.of(invocation.mounts()));
    this.arguments = arguments(invocation);
    this.environment = environment(invocation);
    this.fuel = new HostFuel(fuel);
    this.streams = new HostStreams(descriptors, this.fuel, room);
    this.files = new HostFiles(descriptors, this.fuel);
    this.clock = clock;
    this.random = random;
  }

  /**
   * A host for one turn of an agent.
   *
   * @param job what the agent sees
   * @param order which turn, and what it may use
   * @param fuel its counter
   */
  public static Host ofTurn(AgentJob job, TurnOrder order, GuestFuel fuel) {
    return new Host(
        job.invocation(),
        Bytes.EMPTY,
        new HostStreams.Room(order.outputBytes(), order.logBytes()),
        fuel,
        Clock.ofTurn(job.postedAt(), order.number()),
        RandomStream.ofTurn(job.invocation(), order.number()));
  }

  private static List<byte[]> arguments(Invocation invocation) {
    var texts = new ArrayList<byte[]>();
    texts.add(terminated(Machine.PROGRAM_NAME));
    invocation.arguments().values().forEach(value -> texts.add(terminated(value)));
    return texts;
  }

  private static List<byte[]> environment(Invocation invocation) {
    return invocation.arguments().environment().entrySet().stream()
        .map(variable -> terminated(variable.getKey() + "=" + variable.getValue()))
        .toList();
  }

  private static byte[] terminated(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  /** What the guest has written to standard output. */
  public Bytes output() {
    return streams.output();
  }

  /** What the agent wants done, in the order it said so; none of a command. */
  public List<Effect> effects() {
    return List.copyOf(effects);
  }

  /** What is kept of what the guest has written to standard error. */
  public Bytes log() {
    return streams.log();
  }

  /**
   * Answers a call.
   *
   * @param call which
   * @param values its arguments; those of 32 bits are taken as unsigned
   * @param memory the guest's memory
   * @return WASI's error number, 0 for success
   * @throws GuestEnded if the guest exits, is out of fuel, or exceeds its output limit
   */
  public int call(HostCall call, long[] values, GuestMemory memory) {
    fuel.charge(1, HostFuel.CALL);
    try {
      answer(call, unsigned(call, values), new Pointers(memory));
      return Errno.SUCCESS.number();
    } catch (HostCallFailed e) {
      return e.errno().number();
    }
  }

  private static long[] unsigned(HostCall call, long[] values) {
    var unsigned = values.clone();
    for (var i = 0; i < unsigned.length; i++) {
      if (!call.isLong(i)) {
        unsigned[i] &= 0xFFFF_FFFFL;
      }
    }
    return unsigned;
  }

  private void answer(HostCall call, long[] v, Pointers memory) {
    switch (call) {
      case ARGS_GET -> putTexts(arguments, v[0], v[1], memory);
      case ARGS_SIZES_GET -> putSizes(arguments, v[0], v[1], memory);
      case ENVIRON_GET -> putTexts(environment, v[0], v[1], memory);
      case ENVIRON_SIZES_GET -> putSizes(environment, v[0], v[1], memory);
      case CLOCK_RES_GET -> {
        Clock.requireKnown(v[0]);
        memory.putLong(v[1], Clock.STEP_NANOS);
      }
      case CLOCK_TIME_GET -> memory.putLong(v[2], clock.read(v[0]));
      case RANDOM_GET -> random(v[0], v[1], memory);
      case FD_READ -> streams.read(v[0], v[1], v[2], v[3], memory);
      case FD_WRITE -> streams.write(v[0], v[1], v[2], v[3], memory);
      case FD_SEEK -> streams.seek(v[0], v[1], v[2], v[3], memory);
      case FD_TELL -> streams.tell(v[0], v[1], memory);
      case FD_CLOSE -> files.close(v[0]);
      case FD_FDSTAT_GET -> files.fdstat(v[0], v[1], memory);
      case FD_FDSTAT_SET_FLAGS -> files.require(v[0]);
      case FD_FILESTAT_GET -> files.filestat(v[0], v[1], memory);
      case FD_PRESTAT_GET -> prestat(v[0], v[1], memory);
      case FD_PRESTAT_DIR_NAME -> prestatName(v[0], v[1], v[2], memory);
      case FD_READDIR -> files.readDirectory(v[0], v[1], v[2], v[3], v[4], memory);
      case PATH_FILESTAT_GET -> files.pathFilestat(v[0], v[2], v[3], v[4], memory);
      case PATH_OPEN -> files.open(v[0], v[2], v[3], v[4], v[5], v[8], memory);
      case FD_ADVISE,
          FD_ALLOCATE,
          FD_DATASYNC,
          FD_FDSTAT_SET_RIGHTS,
          FD_FILESTAT_SET_SIZE,
          FD_FILESTAT_SET_TIMES,
          FD_PREAD,
          FD_PWRITE,
          FD_RENUMBER,
          FD_SYNC,
          PATH_CREATE_DIRECTORY,
          PATH_FILESTAT_SET_TIMES,
          PATH_LINK,
          PATH_READLINK,
          PATH_REMOVE_DIRECTORY,
          PATH_RENAME,
          PATH_SYMLINK,
          PATH_UNLINK_FILE,
          POLL_ONEOFF,
          PROC_RAISE,
          SOCK_ACCEPT,
          SOCK_RECV,
          SOCK_SEND,
          SOCK_SHUTDOWN,
          TURN_INFO,
          INBOX_READ,
          PAY,
          SEND,
          SPAWN,
          SLEEP,
          END ->
          throw new HostCallFailed(Errno.NOTSUP);
      case PROC_EXIT -> throw new GuestEnded(new ExitStatus.Exited(v[0]));
      case SCHED_YIELD -> {}
    }
  }

  private void putSizes(List<byte[]> texts, long countAt, long sizeAt, Pointers memory) {
    memory.putInt(countAt, texts.size());
    memory.putInt(sizeAt, totalBytes(texts));
  }

  private void putTexts(List<byte[]> texts, long pointersAt, long textsAt, Pointers memory) {
    var totalBytes = totalBytes(texts);
    memory.require(pointersAt, (long) Integer.BYTES * texts.size());
    memory.require(textsAt, totalBytes);
    fuel.charge(texts.size(), HostFuel.ITEM);
    fuel.charge(totalBytes, HostFuel.BYTE);
    var pointer = pointersAt;
    var at = textsAt;
    for (var text : texts) {
      memory.putInt(pointer, at);
      memory.put(at, text);
      pointer += Integer.BYTES;
      at += text.length;
    }
  }

  private static long totalBytes(List<byte[]> texts) {
    return texts.stream().mapToLong(text -> text.length).sum();
  }

  private void random(long address, long count, Pointers memory) {
    memory.require(address, count);
    fuel.charge(count, HostFuel.RANDOM_BYTE);
    var bytes = new byte[(int) count];
    random.fill(bytes);
    memory.put(address, bytes);
  }

  private void prestat(long descriptor, long address, Pointers memory) {
    requireRoot(descriptor);
    memory.putLong(address, (long) ROOT_NAME.length << Integer.SIZE);
  }

  private void prestatName(long descriptor, long address, long room, Pointers memory) {
    requireRoot(descriptor);
    if (room < ROOT_NAME.length) {
      throw new HostCallFailed(Errno.NAMETOOLONG);
    }
    memory.put(address, ROOT_NAME);
  }

  private void requireRoot(long descriptor) {
    files.require(descriptor);
    if (descriptor != DescriptorTable.ROOT) {
      throw new HostCallFailed(Errno.BADF);
    }
  }
}
