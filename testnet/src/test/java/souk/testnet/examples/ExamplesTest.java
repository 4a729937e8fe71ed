package souk.testnet.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
  private static final Path EXAMPLES = ExampleFiles.folder();

  @TempDir Path directory;

  @Test
  void examplesComputeWhatPlainJavaScriptComputes() throws Exception {
    run(EXAMPLES.resolve("check"));
  }

  /** Wants clang and the WASI C library; the test command says so where they are missing. */
  @Test
  void prebuiltModulesComeFromTheirSources() throws Exception {
    assumeTrue(Stream.of("clang", "wasm-ld").allMatch(ExamplesTest::isOnThePath));

    run(EXAMPLES.resolve("build"), "--check", "c", "assemblyscript");
  }

  /** Wants Debian's rustc; the test command says so where it is missing. */
  @Test
  void prebuiltRustModulesComeFromTheirSources() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/rustc")) && isOnThePath("wasm-ld"));

    run(EXAMPLES.resolve("build"), "--check", "rust");
  }

  /** Wants clang; the test command says so where it is missing. */
  @Test
  void theModuleOfScriptsComesFromItsSources() throws Exception {
    assumeTrue(Stream.of("clang", "wasm-ld").allMatch(ExamplesTest::isOnThePath));

    run(ExampleFiles.projectRoot().resolve("runtime/guest/javascript/build"), "--check");
  }

  /** Wants clang and wabt; the test command says so where they are missing. */
  @Test
  void modulesOfTheBenchmarksComeFromTheirSources() throws Exception {
    assumeTrue(Stream.of("clang", "wasm-ld", "wat2wasm").allMatch(ExamplesTest::isOnThePath));

    run(ExampleFiles.projectRoot().resolve("bench/build"), "--check");
  }

  private void run(Path script, String... arguments) throws Exception {
    var log = directory.resolve(script.getFileName() + ".log");
    var command = Stream.concat(Stream.of(script.toString()), Arrays.stream(arguments));
    var process = start(command.toList(), log);
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ended in time", script).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log, StandardCharsets.UTF_8)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static boolean isOnThePath(String tool) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
