package souk.runtime.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import souk.protocol.codec.Digests;

/**
 * The class path of workers: only what running a module needs, wherever this process has it from.
 *
 * <p>Directories of classes, as a build leaves them, are packed into jars, because the JVM keeps a
 * start-up archive only for jars.
 */
final class WorkerClassPath {
  private static final List<String> ANCHORS =
      List.of(
          "souk.runtime.engine.Worker",
          "souk.protocol.value.Fuel",
          "run.endive.wasm.Parser",
          "run.endive.runtime.Instance",
          "run.endive.compiler.MachineFactoryCompiler",
          "org.objectweb.asm.ClassReader",
          "org.objectweb.asm.commons.InstructionAdapter",
          "org.objectweb.asm.tree.ClassNode",
          "org.objectweb.asm.tree.analysis.Analyzer",
          "org.objectweb.asm.util.CheckClassAdapter");

  private static final long FIXED_TIME_MILLIS = 1_767_225_600_000L;

  private WorkerClassPath() {}

  /** Where this process has the classes from: jars or directories. */
  static List<Path> ofThisProcess() {
    var places = new LinkedHashSet<Path>();
    for (var anchor : ANCHORS) {
      places.add(place(anchor));
    }
    return List.copyOf(places);
  }

  private static Path place(String className) {
    try {
      var type = Class.forName(className, false, WorkerClassPath.class.getClassLoader());
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException("this installation lacks " + className, e);
    }
  }

  /** The same class path with every directory replaced by a jar in {@code cache}. */
  static List<Path> packed(List<Path> classPath, Path cache) throws IOException {
    var jars = new ArrayList<Path>();
    for (var place : classPath) {
      jars.add(Files.isDirectory(place) ? pack(place, cache) : place);
    }
    return jars;
  }

  private static Path pack(Path directory, Path cache) throws IOException {
    var files = classFiles(directory);
    var jar = cache.resolve("classes-" + digest(directory, files) + ".jar");
    if (!Files.exists(jar)) {
      var partial = Files.createTempFile(cache, "classes-", ".partial");
      write(directory, files, partial);
      Files.move(partial, jar, StandardCopyOption.ATOMIC_MOVE);
    }
    return jar;
  }

  private static List<Path> classFiles(Path directory) throws IOException {
    try (var walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String digest(Path directory, List<Path> files) throws IOException {
    var digest = Digests.newSha256();
    for (var file : files) {
      digest.update(directory.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static void write(Path directory, List<Path> files, Path jar) throws IOException {
    try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(jar)))) {
      for (var file : files) {
        var entry = new ZipEntry(directory.relativize(file).toString().replace('\\', '/'));
        entry.setTime(FIXED_TIME_MILLIS);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
