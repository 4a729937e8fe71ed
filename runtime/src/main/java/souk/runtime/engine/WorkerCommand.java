package souk.runtime.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import souk.protocol.job.JobKind;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.Machine;

/** How workers are started: the command line and what it takes away from them. */
final class WorkerCommand {
  /**
   * Up to this fuel limit the optimising compiler costs more time than it saves: seconds of work
   * for the code of the quick one.
   */
  private static final long QUICK_COMPILER_FUEL = 10_000_000_000L;

  private static final int MEBIBYTE = 1 << 20;
  private static final int BASE_HEAP_MEBIBYTES = 160;

  /** Heap that a byte of a growing file takes at most: spare room, and the copy that makes it. */
  private static final long HEAP_PER_SCRATCH_BYTE = 5;

  /** Heap that parsing and compiling take for a byte of module. */
  private static final int HEAP_PER_MODULE_BYTE = 100;

  /**
   * What a JVM takes beside its heap: the guest's stack of 512, some 90 as measured for code,
   * classes and threads, and room for the compiler to work on the largest functions.
   */
  private static final int BESIDE_HEAP_MEBIBYTES = 1_536;

  /** Made when workers are in sight, and kept: what the machine can do is tried out once. */
  private static final class Java {
    private static final Sandbox SANDBOX = Sandbox.around(Program.java());
  }

  private final Sandbox sandbox = Java.SANDBOX;
  private final List<Path> classPath;
  private final Optional<StartupArchive> archive;

  private WorkerCommand(List<Path> classPath, Optional<StartupArchive> archive) {
    this.classPath = classPath;
    this.archive = archive;
  }

  static WorkerCommand of(Optional<Path> cache) {
    var classPath = WorkerClassPath.ofThisProcess();
    var archive = cache.flatMap(directory -> StartupArchive.in(directory, classPath));
    return new WorkerCommand(archive.map(StartupArchive::classPath).orElse(classPath), archive);
  }

  void prepare() {
    archive.ifPresent(present -> present.make(this::train));
  }

  void prepareInBackground() {
    archive.ifPresent(present -> present.makeInBackground(this::train));
  }

  /** The place of an artefact; empty without a cache. */
  Optional<ArtefactFiles.Place> artefact(JobKind kind, Invocation invocation, Limits limits) {
    return archive.map(present -> present.artefacts().placeFor(kind, invocation, limits));
  }

  String isolation() {
    return "a process per job, heap limit, wall-clock limit, " + sandbox.isolation();
  }

  Optional<String> warning() {
    return sandbox.warning();
  }

  Process start(JobKind kind, Invocation invocation, Limits limits) throws IOException {
    var heapMebibytes = heapMebibytes(kind, invocation, limits);
    var arguments = new ArrayList<String>();
    arguments.add("-Xmx" + heapMebibytes + "m");
    if (limits.fuel().units() <= QUICK_COMPILER_FUEL) {
      arguments.add("-XX:TieredStopAtLevel=1");
    }
    var readable = new ArrayList<>(classPath);
    archive
        .flatMap(StartupArchive::file)
        .ifPresent(
            file -> {
              arguments.add("-XX:AOTCache=" + file);
              readable.add(file);
            });
    arguments.addAll(workerArguments());
    return sandbox.start(
        arguments, readable, new Sandbox.Allowance(heapMebibytes + BESIDE_HEAP_MEBIBYTES));
  }

  private static int heapMebibytes(JobKind kind, Invocation invocation, Limits limits) {
    var inputBytes = (long) invocation.input().size();
    for (var content : invocation.mounts().values()) {
      inputBytes += content.size();
    }
    var bytes =
        memoryCopies(kind) * limits.memoryCap() * Machine.PAGE_BYTES
            + 3 * inputBytes
            + 4L * limits.outputBytes()
            + HEAP_PER_SCRATCH_BYTE * Machine.MAX_SCRATCH_BYTES
            + (long) HEAP_PER_MODULE_BYTE * invocation.module().size();
    return Math.toIntExact(BASE_HEAP_MEBIBYTES + bytes / MEBIBYTE);
  }

  /** Memories that are there at once when it grows; for an agent, also to find what changed. */
  private static long memoryCopies(JobKind kind) {
    return switch (kind) {
      case COMMAND -> 2;
      case AGENT_JOB -> 5;
    };
  }

  /** Starts a worker that leaves an archive of what it has loaded when it ends. */
  private Process train(Path output) throws IOException {
    var arguments = new ArrayList<String>();
    arguments.add("-XX:AOTCacheOutput=" + output);
    arguments.addAll(workerArguments());
    return sandbox.startTrusted(arguments);
  }

  private List<String> workerArguments() {
    return List.of(
        "-Xms32m",
        "-Xmn16m",
        "-Xlog:disable",
        "-Xlog:all=off",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-XX:-DontCompileHugeMethods",
        "-XX:+DisableAttachMechanism",
        "-cp",
        joined(classPath),
        Worker.class.getName());
  }

  private static String joined(List<Path> places) {
    return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
