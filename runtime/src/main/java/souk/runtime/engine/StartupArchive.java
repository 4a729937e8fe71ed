package souk.runtime.engine;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import souk.protocol.codec.Digests;
import souk.protocol.value.Fuel;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

/**
 * The file from which workers start with their classes already loaded (JEP 514). It is made once by
 * a worker that runs a small module, under a lock, and moved into place whole; its name changes
 * with the JVM and the class path, so a stale one is never found.
 */
final class StartupArchive {
  private static final long MAX_ARTEFACT_BYTES = 512L << 20;
  private static final long PATIENCE_SECONDS = 120;
  private static final Limits TRAINING_LIMITS = Limits.of(new Fuel(1_000_000), 16);

  private final List<Path> classPath;
  private final ArtefactFiles artefacts;
  private final Path file;
  private final AtomicBoolean tried = new AtomicBoolean();

  /** Starts a worker that leaves an archive at the path when it ends. */
  interface Trainer {
    Process start(Path output) throws IOException;
  }

  private StartupArchive(List<Path> classPath, String key, Path directory) {
    this.classPath = classPath;
    this.artefacts = new ArtefactFiles(directory, key, MAX_ARTEFACT_BYTES);
    this.file = directory.resolve("worker-" + key + ".aot");
  }

  /** The archive for a class path; empty where the directory cannot be used. */
  static Optional<StartupArchive> in(Path cache, List<Path> classPath) {
    try {
      var directory = Files.createDirectories(cache).toRealPath();
      var packed = WorkerClassPath.packed(classPath, directory);
      return Optional.of(new StartupArchive(packed, key(packed), directory));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static String key(List<Path> jars) throws IOException {
    var text = new StringBuilder(Runtime.version() + System.getProperty("java.home"));
    for (var jar : jars) {
      text.append('\n').append(jar).append(' ').append(Files.size(jar));
      text.append(' ').append(Files.getLastModifiedTime(jar));
    }
    var digest = Digests.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.bytes(), 0, 8);
  }

  /** The class path the archive is for. */
  List<Path> classPath() {
    return classPath;
  }

  /** Artefacts of the same JVM and classes, kept beside the archive. */
  ArtefactFiles artefacts() {
    return artefacts;
  }

  /** The archive, if it has been made. */
  Optional<Path> file() {
    return Optional.of(file).filter(Files::isRegularFile);
  }

  void makeInBackground(Trainer trainer) {
    if (file().isEmpty() && tried.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("souk-archive").start(() -> make(trainer));
    }
  }

  /** Makes the archive unless it is there or another process just made it. */
  void make(Trainer trainer) {
    tried.set(true);
    var lockFile = file.resolveSibling(file.getFileName() + ".lock");
    try (var channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (file().isEmpty()) {
        train(trainer);
      }
    } catch (IOException | OverlappingFileLockException _) {
      // Workers run without it.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void train(Trainer trainer) throws IOException, InterruptedException {
    var partial = file.resolveSibling(file.getFileName() + ".partial");
    var worker = trainer.start(partial);
    try {
      new Complaints(worker.getErrorStream());
      runOnce(worker);
      if (worker.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && Files.isRegularFile(partial)) {
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      worker.descendants().forEach(ProcessHandle::destroyForcibly);
      worker.destroyForcibly();
      Files.deleteIfExists(partial);
    }
  }

  private static void runOnce(Process worker) throws IOException {
    var requests = new DataOutputStream(new BufferedOutputStream(worker.getOutputStream()));
    Wire.writeRequest(
        requests,
        new Preparation.Wanted(),
        Invocation.of(trainingModule(), Bytes.EMPTY),
        TRAINING_LIMITS);
    var answers = new DataInputStream(worker.getInputStream());
    Wire.readOutcome(answers, _ -> {}, TRAINING_LIMITS);
    // The JVM reports its archive here, and would wait if nobody read that.
    answers.transferTo(OutputStream.nullOutputStream());
  }

  private static Bytes trainingModule() throws IOException {
    try (var in = StartupArchive.class.getResourceAsStream("training.wasm")) {
      if (in == null) {
        throw new IOException("training.wasm is missing from the installation");
      }
      return Bytes.of(in.readAllBytes());
    }
  }
}
