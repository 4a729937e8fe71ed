package souk.runtime.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The shared libraries that programs of this machine are linked with, as its loader finds them. */
final class SharedLibraries {
  private static final Pattern PLACE = Pattern.compile("(?:^|=> |\\s)(/\\S+) \\(0x");

  private SharedLibraries() {}

  /**
   * The libraries of some files and the loader itself, as absolute paths.
   *
   * @throws IOException if this machine cannot tell
   */
  static List<Path> of(List<Path> files) throws IOException {
    var ldd = Executables.find("ldd").orElseThrow(() -> new IOException("ldd is missing"));
    var listings = new ArrayList<Process>();
    for (var file : files) {
      listings.add(
          new ProcessBuilder(ldd.toString(), file.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    }
    var libraries = new TreeSet<Path>();
    for (var listing : listings) {
      var text = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      text.lines().flatMap(line -> place(line).stream()).forEach(libraries::add);
    }
    return List.copyOf(libraries);
  }

  /** Where the library of a line of {@code ldd} is: {@code libc.so.6 => /lib/libc.so.6 (0x7f)}. */
  private static Optional<Path> place(String line) {
    var matcher = PLACE.matcher(line);
    return matcher.find() ? Optional.of(Path.of(matcher.group(1)).normalize()) : Optional.empty();
  }
}
