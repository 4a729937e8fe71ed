package souk.runtime.machine;

import java.util.List;
import java.util.Optional;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Arguments;
import souk.runtime.machine.HostStreams.Transfer;
import souk.runtime.module.HostCall;

/**
 * The host side of one execution, a command's or one of an agent's turns: answers its calls,
 * deterministically, and keeps what it writes.
 *
 * <p>For engines; not safe for use by several threads.
 */
public final class Host {
  private static final byte[] ROOT_NAME = {'/'};

  private final HostFuel fuel;
  private final HostTexts arguments;
  private final HostTexts environment;
  private final HostStreams streams;
  private final HostFiles files;
  private final HostChanges changes;
  private final Clock clock;
  private final RandomStream random;
  private final Optional<HostAgent> agent;

  /**
   * A host for a command.
   *
   * @param invocation what the guest sees
   * @param limits what it may use
   * @param fuel its counter
   */
  public Host(Invocation invocation, Limits limits, GuestFuel fuel) {
    this(
        invocation.arguments(),
        FileTree.of(invocation.mounts()),
        invocation.input(),
        new Written(new CappedBytes(limits.outputBytes()), new CappedBytes(Machine.MAX_LOG_BYTES)),
        new Chance(Clock.ofCommand(), new RandomStream(new RandomSeed(invocation)::ofCommand)),
        new HostFuel(fuel),
        Optional.empty());
  }

  /** A host for an agent's turn; {@link AgentHost} makes them. */
  static Host ofTurn(
      AgentJob job, AgentInput input, TurnOrder order, RandomSeed seed, GuestFuel fuel) {
    var hostFuel = new HostFuel(fuel);
    return new Host(
        job.invocation().arguments(),
        FileTree.of(job.invocation().mounts()),
        Bytes.EMPTY,
        new Written(new CappedBytes(order.outputBytes()), new CappedBytes(order.logBytes())),
        new Chance(
            Clock.ofTurn(job.postedAt(), input.firstTurn() + order.number()),
            new RandomStream(() -> seed.ofTurn(order.number()))),
        hostFuel,
        Optional.of(new HostAgent(job, input, order.number(), hostFuel)));
  }

  /** Where a guest's writing goes. */
  private record Written(CappedBytes output, CappedBytes log) {}

  /** What differs from reading to reading. */
  private record Chance(Clock clock, RandomStream random) {}

  private Host(
      Arguments arguments,
      FileTree tree,
      Bytes input,
      Written written,
      Chance chance,
      HostFuel fuel,
      Optional<HostAgent> agent) {
    var descriptors = new DescriptorTable(input, tree);
    var scratch = tree.scratch();
    var paths = new HostPaths(descriptors, scratch, fuel);
    this.fuel = fuel;
    this.arguments = HostTexts.arguments(arguments, fuel);
    this.environment = HostTexts.environment(arguments, fuel);
    this.streams = new HostStreams(descriptors, scratch, fuel, written.output(), written.log());
    this.files = new HostFiles(descriptors, paths, scratch, fuel);
    this.changes = new HostChanges(descriptors, paths, scratch, fuel);
    this.clock = chance.clock();
    this.random = chance.random();
    this.agent = agent;
  }

  /** What the guest has written to standard output. */
  public Bytes output() {
    return streams.output();
  }

  /** What is kept of what the guest has written to standard error. */
  public Bytes log() {
    return streams.log();
  }

  /** What an agent wants done, in the order it asked; none for a command. */
  public List<Effect> effects() {
    return agent.map(HostAgent::effects).orElse(List.of());
  }

  /**
   * Answers a call.
   *
   * @param call which
   * @param values its arguments; those of 32 bits are taken as unsigned
   * @param memory the guest's memory
   * @return WASI's error number, 0 for success
   * @throws GuestEnded if the guest exits, is out of fuel, or exceeds a limit that traps
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
      case ARGS_GET -> arguments.put(v[0], v[1], memory);
      case ARGS_SIZES_GET -> arguments.putSizes(v[0], v[1], memory);
      case ENVIRON_GET -> environment.put(v[0], v[1], memory);
      case ENVIRON_SIZES_GET -> environment.putSizes(v[0], v[1], memory);
      case CLOCK_RES_GET -> {
        Clock.requireKnown(v[0]);
        memory.putLong(v[1], Clock.STEP_NANOS);
      }
      case CLOCK_TIME_GET -> memory.putLong(v[2], clock.read(v[0]));
      case RANDOM_GET -> random(v[0], v[1], memory);
      case FD_READ -> streams.read(v[0], new Transfer(v[1], v[2], v[3]), memory);
      case FD_PREAD -> streams.readAt(v[0], v[3], new Transfer(v[1], v[2], v[4]), memory);
      case FD_WRITE -> streams.write(v[0], new Transfer(v[1], v[2], v[3]), memory);
      case FD_PWRITE -> streams.writeAt(v[0], v[3], new Transfer(v[1], v[2], v[4]), memory);
      case FD_SEEK -> streams.seek(v[0], v[1], v[2], v[3], memory);
      case FD_TELL -> streams.tell(v[0], v[1], memory);
      case FD_ALLOCATE -> changes.allocate(v[0], v[1], v[2]);
      case FD_FILESTAT_SET_SIZE -> changes.setSize(v[0], v[1]);
      case FD_CLOSE -> files.close(v[0]);
      case FD_RENUMBER -> files.renumber(v[0], v[1]);
      case FD_ADVISE, FD_DATASYNC, FD_SYNC -> files.require(v[0]);
      case FD_FDSTAT_GET -> files.fdstat(v[0], v[1], memory);
      case FD_FDSTAT_SET_FLAGS -> files.setFlags(v[0], v[1]);
      case FD_FILESTAT_GET -> files.filestat(v[0], v[1], memory);
      case FD_PRESTAT_GET -> prestat(v[0], v[1], memory);
      case FD_PRESTAT_DIR_NAME -> prestatName(v[0], v[1], v[2], memory);
      case FD_READDIR -> files.readDirectory(v[0], v[1], v[2], v[3], v[4], memory);
      case PATH_FILESTAT_GET -> files.pathFilestat(v[0], v[2], v[3], v[4], memory);
      case PATH_OPEN ->
          files.open(new HostFiles.Opening(v[0], v[2], v[3], v[4], v[5], v[7], v[8]), memory);
      case PATH_CREATE_DIRECTORY -> changes.createDirectory(v[0], v[1], v[2], memory);
      case PATH_UNLINK_FILE -> changes.unlinkFile(v[0], v[1], v[2], memory);
      case PATH_REMOVE_DIRECTORY -> changes.removeDirectory(v[0], v[1], v[2], memory);
      case PATH_RENAME -> changes.rename(v[0], v[1], v[2], v[3], v[4], v[5], memory);
      case PATH_READLINK -> changes.readLink(v[0], v[1], v[2], memory);
      case SCHED_YIELD -> {}
      case PROC_EXIT -> throw new GuestEnded(new ExitStatus.Exited(v[0]));
      case TURN_INFO, ACCOUNT, INBOX_READ, PAY, SEND, SPAWN, SLEEP, END ->
          agent.orElseThrow(() -> new HostCallFailed(Errno.NOTSUP)).answer(call, v, memory);
      case FD_FDSTAT_SET_RIGHTS,
          FD_FILESTAT_SET_TIMES,
          PATH_FILESTAT_SET_TIMES,
          PATH_LINK,
          PATH_SYMLINK,
          POLL_ONEOFF,
          PROC_RAISE,
          SOCK_ACCEPT,
          SOCK_RECV,
          SOCK_SEND,
          SOCK_SHUTDOWN ->
          throw new HostCallFailed(Errno.NOTSUP);
    }
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
