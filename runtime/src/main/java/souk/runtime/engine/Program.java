package souk.runtime.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * A program to run in a {@link Sandbox}, and what of this machine it has to read.
 *
 * @param executable absolute path
 * @param folders what it is installed in, absolute paths; links that lead out of them are followed
 * @param linked the files whose shared libraries it needs
 * @param trial arguments with which it ends at once, successfully
 */
record Program(Path executable, List<Path> folders, List<Path> linked, List<String> trial) {

  Program {
    folders = List.copyOf(folders);
    linked = List.copyOf(linked);
    trial = List.copyOf(trial);
  }

  /** The Java of this process. */
  static Program java() {
    var home = Path.of(System.getProperty("java.home"));
    var executable = home.resolve("bin").resolve("java");
    var libraries = home.resolve("lib");
    return new Program(
        executable,
        List.of(libraries, home.resolve("conf")),
        List.of(executable, libraries.resolve("server/libjvm.so"), libraries.resolve("libzip.so")),
        List.of("-XX:-UsePerfData", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-version"));
  }

  /** A program that is a single file. */
  static Program of(Path executable, List<String> trial) {
    return new Program(executable, List.of(), List.of(executable), trial);
  }
}
