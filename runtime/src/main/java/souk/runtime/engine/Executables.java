package souk.runtime.engine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Programs of this machine, by name. */
final class Executables {
  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private Executables() {}

  /**
   * The first program of that name on the search path of this process.
   *
   * @param name a file name, such as {@code node}
   * @return an absolute path; empty if there is none
   */
  static Optional<Path> find(String name) {
    return SEPARATOR
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .flatMap(folder -> candidate(folder, name).stream())
        .findFirst();
  }

  private static Optional<Path> candidate(String folder, String name) {
    try {
      // A relative entry would name another program in another working directory.
      return Optional.of(Path.of(folder))
          .filter(Path::isAbsolute)
          .map(present -> present.resolve(name))
          .filter(Files::isRegularFile)
          .filter(Files::isExecutable);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
