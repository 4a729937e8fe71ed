package souk.runtime.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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

  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
  private static final int MEBIBYTE = 1 << 20;
  private static final int BASE_HEAP_MEBIBYTES = 160;

  /** Heap that parsing and compiling take for a byte of module. */
  private static final int HEAP_PER_MODULE_BYTE = 100;

  private final Path java = Path.of(System.getProperty("java.home"), "bin", "java");
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
  Optional<ArtefactFiles.Place> artefact(Invocation invocation, Limits limits) {
    return archive.map(present -> present.artefacts().placeFor(invocation, limits));
  }

  String isolation() {
    return "a process per job, empty environment, heap limit, wall-clock limit"
        + (Files.isExecutable(PRLIMIT) ? ", no files to write (prlimit)" : "");
  }

  Process start(Invocation invocation, Limits limits) throws IOException {
    var arguments = new ArrayList<String>();
    if (Files.isExecutable(PRLIMIT)) {
      arguments.addAll(List.of(PRLIMIT.toString(), "--core=0", "--fsize=0", "--nofile=256"));
    }
    arguments.add(java.toString());
    arguments.add("-Xmx" + heapMebibytes(invocation, limits) + "m");
    if (limits.fuel().units() <= QUICK_COMPILER_FUEL) {
      arguments.add("-XX:TieredStopAtLevel=1");
    }
    archive.flatMap(StartupArchive::file).ifPresent(file -> arguments.add("-XX:AOTCache=" + file));
    return start(arguments);
  }

  private static long heapMebibytes(Invocation invocation, Limits limits) {
    var inputBytes = (long) invocation.input().size();
    for (var content : invocation.mounts().values()) {
      inputBytes += content.size();
    }
    var bytes =
        2L * limits.memoryCap() * Machine.PAGE_BYTES
            + 3 * inputBytes
            + 4L * limits.outputBytes()
            + (long) HEAP_PER_MODULE_BYTE * invocation.module().size();
    return BASE_HEAP_MEBIBYTES + bytes / MEBIBYTE;
  }

  /** Starts a worker that leaves an archive of what it has loaded when it ends. */
  private Process train(Path output) throws IOException {
    return start(new ArrayList<>(List.of(java.toString(), "-XX:AOTCacheOutput=" + output)));
  }

  private Process start(List<String> arguments) throws IOException {
    arguments.addAll(
        List.of(
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
            Worker.class.getName()));
    var builder = new ProcessBuilder(arguments);
    builder.environment().clear();
    builder.directory(new File(System.getProperty("java.home")));
    return builder.start();
  }

  private static String joined(List<Path> places) {
    return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
