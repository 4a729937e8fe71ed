package souk.runtime.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Namespaces of its own for a program, by {@code bwrap}: no network, no process but its own, no
 * file but those it has to read, nobody's user id, and an end with the process that started it.
 */
final class Bubblewrap {
  private static final long TRIAL_SECONDS = 30;
  private static final String NOBODY = "65534";
  private static final Path LOADER_CACHE = Path.of("/etc/ld.so.cache");

  private static final List<String> NAMESPACES =
      List.of(
          "--unshare-all",
          "--unshare-user",
          "--die-with-parent",
          "--new-session",
          "--clearenv",
          "--cap-drop",
          "ALL",
          "--uid",
          NOBODY,
          "--gid",
          NOBODY,
          "--hostname",
          "souk");

  /** Opens the filter as descriptor 9 and becomes the command. */
  private static final String WITH_FILTER = "exec \"$@\" 9<\"$0\"";

  private final Path bwrap;
  private final Map<Path, Path> installed;
  private final Optional<SystemCallFilter> filter;

  private Bubblewrap(Path bwrap, Map<Path, Path> installed, Optional<SystemCallFilter> filter) {
    this.bwrap = bwrap;
    this.installed = installed;
    this.filter = filter;
  }

  /**
   * Namespaces for a program, after a trial of them on this machine.
   *
   * @throws IOException with one line about what is missing, if they cannot be had
   */
  static Bubblewrap around(Program program) throws IOException {
    var bwrap =
        Executables.find("bwrap").orElseThrow(() -> new IOException("bubblewrap is not installed"));
    var installed = installed(program);
    var filtered = new Bubblewrap(bwrap, installed, SystemCallFilter.ofThisMachine());
    if (filtered.complaint(program).isEmpty()) {
      return filtered;
    }
    var unfiltered = new Bubblewrap(bwrap, installed, Optional.empty());
    var complaint = unfiltered.complaint(program);
    if (complaint.isEmpty()) {
      return unfiltered;
    }
    throw new IOException("bubblewrap does not work here (%s)".formatted(complaint.get()));
  }

  /** Whether system calls are filtered as well. */
  boolean filters() {
    return filter.isPresent();
  }

  /** What comes before a command line that may read these files and folders as well. */
  List<String> before(List<Path> readable) throws IOException {
    var command = new ArrayList<String>();
    if (filter.isPresent()) {
      command.addAll(List.of("/bin/sh", "-c", WITH_FILTER, filter.get().file().toString()));
    }
    command.add(bwrap.toString());
    command.addAll(NAMESPACES);
    if (filter.isPresent()) {
      command.addAll(List.of("--seccomp", "9"));
    }
    command.addAll(List.of("--proc", "/proc"));
    installed.forEach((place, file) -> bind(command, file, place));
    readable.forEach(file -> bind(command, file, file));
    command.addAll(List.of("--remount-ro", "/", "--chdir", "/", "--"));
    return command;
  }

  private static void bind(List<String> command, Path file, Path place) {
    command.addAll(List.of("--ro-bind", file.toString(), place.toString()));
  }

  /** What a program needs: where it looks for it, and where that is on this machine. */
  private static Map<Path, Path> installed(Program program) throws IOException {
    var places = new LinkedHashMap<Path, Path>();
    for (var folder : program.folders()) {
      places.put(folder, folder);
    }
    for (var folder : program.folders()) {
      addLinked(folder, program, places);
    }
    places.put(program.executable(), program.executable());
    for (var library : SharedLibraries.of(program.linked())) {
      if (!isWithin(program.folders(), library)) {
        places.put(library, library);
      }
    }
    if (Files.isReadable(LOADER_CACHE)) {
      places.put(LOADER_CACHE, LOADER_CACHE);
    }
    return places;
  }

  /** Distributions keep some files of a program elsewhere and link to them. */
  private static void addLinked(Path folder, Program program, Map<Path, Path> places)
      throws IOException {
    for (var link : linksIn(folder)) {
      var place = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
      if (Files.exists(place) && !isWithin(program.folders(), place)) {
        places.put(place, place.toRealPath());
      }
    }
  }

  private static List<Path> linksIn(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isSymbolicLink).sorted().toList();
    }
  }

  private static boolean isWithin(List<Path> folders, Path file) {
    return folders.stream().anyMatch(file::startsWith);
  }

  /** Runs the program's trial; the first line of what was said if it failed. */
  private Optional<String> complaint(Program program) throws IOException {
    var command = before(List.of());
    command.add(program.executable().toString());
    command.addAll(program.trial());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    var trial = Spawner.start(builder);
    try {
      if (!trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS)) {
        return Optional.of("no end after %d s".formatted(TRIAL_SECONDS));
      }
      var said = new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return trial.exitValue() == 0
          ? Optional.empty()
          : Optional.of(said.lines().findFirst().orElse("no reason given"));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } finally {
      trial.destroyForcibly();
    }
  }
}
