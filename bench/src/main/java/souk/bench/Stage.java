package souk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import souk.protocol.job.Arguments;
import souk.protocol.job.JobKind;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Machine;
import souk.runtime.module.Admission;

/**
 * A program laid out in a directory, for child processes to read: {@code plain.wasm} and {@code
 * rewritten.wasm}, {@code arguments} (one a line), {@code input}, and the tree {@code mounts}.
 */
record Stage(Path directory) {
  private static final String ARGUMENTS = "arguments";
  private static final String INPUT = "input";
  private static final String MOUNTS = "mounts";

  /** Which of a program's two modules is run. */
  enum Form {
    PLAIN,
    REWRITTEN;

    String fileName() {
      return (this == PLAIN ? "plain" : "rewritten") + ".wasm";
    }
  }

  /**
   * Lays out a program.
   *
   * @throws IllegalArgumentException if its module is not admitted
   */
  static Stage of(Program program, Path directory) throws IOException {
    var invocation = program.invocation();
    Files.createDirectories(directory.resolve(MOUNTS));
    var module = invocation.module().toArray();
    Files.write(directory.resolve(Form.PLAIN.fileName()), module);
    Files.write(directory.resolve(Form.REWRITTEN.fileName()), rewritten(program.name(), module));
    Files.write(directory.resolve(ARGUMENTS), invocation.arguments().values());
    Files.write(directory.resolve(INPUT), invocation.input().toArray());
    for (var mount : invocation.mounts().entrySet()) {
      var file = directory.resolve(MOUNTS).resolve(mount.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, mount.getValue().toArray());
    }
    return new Stage(directory);
  }

  private static byte[] rewritten(String name, byte[] module) {
    return switch (Admission.of(module, JobKind.COMMAND)) {
      case Admission.Admitted(var admitted) -> admitted.rewrite(Machine.MAX_MEMORY_PAGES);
      case Admission.Refused(var reason) ->
          throw new IllegalArgumentException(name + " is not admitted: " + reason);
    };
  }

  Bytes module(Form form) throws IOException {
    return read(directory.resolve(form.fileName()));
  }

  /** The program again; its module the original one. */
  Invocation invocation() throws IOException {
    var arguments = List.copyOf(Files.readAllLines(directory.resolve(ARGUMENTS)));
    return new Invocation(
        module(Form.PLAIN),
        new Arguments(arguments, new TreeMap<>()),
        read(directory.resolve(INPUT)),
        mounts());
  }

  private TreeMap<String, Bytes> mounts() throws IOException {
    var mounts = new TreeMap<String, Bytes>();
    var tree = directory.resolve(MOUNTS);
    try (var files = Files.walk(tree)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        mounts.put(tree.relativize(file).toString(), read(file));
      }
    }
    return mounts;
  }

  private static Bytes read(Path file) throws IOException {
    return Bytes.of(Files.readAllBytes(file));
  }
}
