package souk.runtime.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import souk.runtime.workbench.Tools;

/** A folder of the suite's scripts, and where they are converted to. */
record Suite(Path folder, Path converted) {
  private static final String PROPERTY = "wasm.testsuite";
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final ObjectMapper JSON = new ObjectMapper();

  static Suite find(Path converted) {
    var given = System.getProperty(PROPERTY);
    var folder = given == null ? ROOT.resolve("../shared/wasm-testsuite") : ROOT.resolve(given);
    Tools.need(
        Files.isDirectory(folder),
        "no test suite in %s: give a folder of .wast files by -D%s=DIR"
            .formatted(folder.normalize(), PROPERTY));
    Tools.need("wast2json");
    return new Suite(folder, converted);
  }

  /** The scripts' names. */
  List<String> scripts() {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".wast"))
          .map(name -> name.substring(0, name.length() - ".wast".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A script's commands. Converts it the first time. */
  List<Command> commands(String script) throws IOException, InterruptedException {
    var json = converted.resolve(script + ".json");
    if (!Files.exists(json)) {
      convert(script, json);
    }
    var commands = new ArrayList<Command>();
    JSON.readTree(json.toFile()).get("commands").forEach(node -> commands.add(new Command(node)));
    return commands;
  }

  byte[] module(String file) throws IOException {
    return Files.readAllBytes(converted.resolve(file));
  }

  private void convert(String script, Path json) throws IOException, InterruptedException {
    var source = folder.resolve(script + ".wast").toString();
    var process =
        new ProcessBuilder("wast2json", "--disable-simd", source, "-o", json.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("wast2json cannot read %s: %s".formatted(source, said));
    }
  }
}
