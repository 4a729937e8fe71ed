package souk.testnet.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import souk.testnet.Main;

/**
 * One {@code souk} command as a process of its own, as a person's shell runs it.
 *
 * @param exitCode how it ended
 * @param out what it printed as data
 * @param err what it told its user
 */
record SoukProcess(int exitCode, String out, String err) {
  private static final long DEADLINE_SECONDS = 180;
  private static final ObjectMapper JSON = new ObjectMapper();

  static SoukProcess run(Map<String, String> environment, Path directory, String... arguments)
      throws IOException, InterruptedException {
    var out = Files.createTempFile(directory, "souk", ".out");
    var err = Files.createTempFile(directory, "souk", ".err");
    var process = start(environment, out, err, arguments);
    try {
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("souk did not end: " + List.of(arguments));
      }
      return new SoukProcess(process.exitValue(), read(out), read(err));
    } finally {
      process.destroyForcibly();
    }
  }

  /** The JSON document that a command prints, which must succeed. */
  static JsonNode json(Map<String, String> environment, Path directory, String... arguments)
      throws IOException, InterruptedException {
    var shown =
        run(
            environment,
            directory,
            Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new));
    if (shown.exitCode() != 0) {
      throw new IllegalStateException(shown.err());
    }
    return JSON.readTree(shown.out());
  }

  /** A command that goes on; its caller ends it. */
  static Process start(Map<String, String> environment, Path out, Path err, String... arguments)
      throws IOException {
    return start(List.of(), environment, out, err, arguments);
  }

  /** The same, started by another program that is given its command. */
  static Process start(
      List<String> program,
      Map<String, String> environment,
      Path out,
      Path err,
      String... arguments)
      throws IOException {
    var command = new ArrayList<>(program);
    command.addAll(command(arguments));
    var builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SOUK_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static List<String> command(String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
