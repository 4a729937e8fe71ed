package souk.runtime.engine;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that tries what a guest in control of its process would, in a sandbox.
 *
 * @param name java or node
 * @param executable its absolute path
 * @param file where it has its code
 * @param arguments what makes the executable the probe, before what it is to try
 */
record Probe(String name, Path executable, Path file, List<String> arguments, Sandbox sandbox) {
  static final int MEMORY_MEBIBYTES = 1_024;

  /**
   * A probe by its name.
   *
   * @param name java or node
   */
  static Probe named(String name) {
    return switch (name) {
      case "java" -> java();
      case "node" -> node();
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Probe java() {
    var classes = path(SandboxProbe.class.getProtectionDomain().getCodeSource().getLocation());
    var arguments =
        List.of(
            "-Xmx64m",
            "-XX:MaxDirectMemorySize=16g",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes.toString(),
            SandboxProbe.class.getName());
    return of("java", Program.java(), classes, arguments);
  }

  static Probe node() {
    var node = Executables.find("node").orElseThrow();
    var script = path(Probe.class.getResource("/sandbox/probe.mjs"));
    return of("node", Program.of(node, List.of("--version")), script, List.of(script.toString()));
  }

  private static Probe of(String name, Program program, Path file, List<String> arguments) {
    return new Probe(name, program.executable(), file, arguments, Sandbox.around(program));
  }

  /**
   * Starts it in the sandbox.
   *
   * @param readable what it may read
   * @param action what it is to try, and with what
   */
  Process start(List<Path> readable, String... action) throws IOException {
    var files = new ArrayList<>(readable);
    files.add(file);
    return sandbox.start(withProbe(action), files, new Sandbox.Allowance(MEMORY_MEBIBYTES));
  }

  /** Starts it without the sandbox. */
  Process startTrusted(String... action) throws IOException {
    return sandbox.startTrusted(withProbe(action));
  }

  private List<String> withProbe(String... action) {
    return Stream.concat(arguments.stream(), Stream.of(action)).toList();
  }

  private static Path path(URL place) {
    try {
      return Path.of(place.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
