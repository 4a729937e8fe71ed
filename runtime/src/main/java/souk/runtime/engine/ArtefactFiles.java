package souk.runtime.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import souk.protocol.codec.Digests;
import souk.protocol.job.JobKind;
import souk.protocol.value.Hash;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.Machine;

/**
 * Artefacts as files, one for each module, kind of job, memory limit and installation. The runner,
 * not the worker, chooses the name, so a worker can harm nothing but its own module.
 *
 * <p>A file is the SHA-256 of the rest, then the artefact. One that does not match is as good as
 * absent.
 */
final class ArtefactFiles {
  private static final int MAX_FILES = 128;
  private static final int MAX_FILE_BYTES = 32 << 20;
  private static final String SUFFIX = ".artefact";

  private final Path directory;
  private final String installation;
  private final long maxBytes;

  /**
   * Artefacts in a directory.
   *
   * @param installation stands for the JVM and the classes that make artefacts
   * @param maxBytes most bytes of all artefacts together; the oldest are removed
   */
  ArtefactFiles(Path directory, String installation, long maxBytes) {
    this.directory = directory;
    this.installation = installation;
    this.maxBytes = maxBytes;
  }

  /** The place of the module of an invocation that is run as that kind of job. */
  Place placeFor(JobKind kind, Invocation invocation, Limits limits) {
    var key =
        ByteBuffer.allocate(3 * Integer.BYTES)
            .putInt(Machine.VERSION)
            .putInt(kind.code())
            .putInt(limits.memoryCap())
            .array();
    var name = Digests.sha256(key, invocation.module().sha256().bytes());
    return new Place(
        directory.resolve(
            installation + "-" + HexFormat.of().formatHex(name.bytes(), 0, 16) + SUFFIX));
  }

  /** Where one module's artefact is, or may be put. */
  final class Place {
    private final Path file;

    private Place(Path file) {
      this.file = file;
    }

    /** The artefact, if it is there whole; otherwise one is wanted. */
    Preparation preparation() {
      try {
        return Files.size(file) > MAX_FILE_BYTES ? new Preparation.Wanted() : read(file);
      } catch (IOException _) {
        return new Preparation.Wanted();
      }
    }

    /** Keeps an artefact, if the directory takes it. */
    void keep(Artefact artefact) {
      try {
        write(artefact, file);
        removeOldest();
      } catch (IOException _) {
        // The next job prepares the module again.
      }
    }
  }

  private static Preparation read(Path file) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
    var digest = in.readNBytes(Hash.SIZE);
    var content = in.readAllBytes();
    if (!Arrays.equals(digest, Digests.sha256(content).bytes())) {
      return new Preparation.Wanted();
    }
    var artefact = Wire.readArtefact(new DataInputStream(new ByteArrayInputStream(content)));
    return new Preparation.Done(artefact);
  }

  private void write(Artefact artefact, Path file) throws IOException {
    var content = new ByteArrayOutputStream();
    Wire.writeArtefact(new DataOutputStream(content), artefact);
    if (content.size() + Hash.SIZE > MAX_FILE_BYTES) {
      return;
    }
    var partial = Files.createTempFile(directory, "artefact-", ".partial");
    try (var out = Files.newOutputStream(partial)) {
      out.write(Digests.sha256(content.toByteArray()).bytes());
      content.writeTo(out);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void removeOldest() throws IOException {
    var files = 0;
    var bytes = 0L;
    for (var file : artefacts()) {
      files++;
      bytes += sizeBytes(file);
      if (files > MAX_FILES || bytes > maxBytes) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static long sizeBytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      // Another process removed it.
      return 0;
    }
  }

  /** All artefacts, newest first. */
  private List<Path> artefacts() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted(Comparator.comparingLong(ArtefactFiles::lastModified).reversed())
          .toList();
    }
  }

  private static long lastModified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException _) {
      // Another process removed it.
      return Long.MIN_VALUE;
    }
  }
}
