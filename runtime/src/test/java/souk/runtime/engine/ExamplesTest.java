package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.protocol.evidence.ExitStatus.Exited;
import souk.protocol.job.Arguments;
import souk.protocol.value.Fuel;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

/** The programs people are shown first run, and give the same twice. */
final class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Limits LIMITS = Limits.of(new Fuel(5_000_000_000L), 1024);

  @ParameterizedTest
  @CsvSource({
    "wordstat, 20, data/sample.txt",
    "search, 1 the /docs, data/sample.txt",
    "iris, 2, data/iris.csv",
    "route, 60 7, data/sample.txt",
    "mandelbrot, -0.7436438 0.1318259 0.006 60, data/sample.txt"
  })
  void giveTheSameTwice(String name, String arguments, String input) throws IOException {
    var invocation = invocation(name, List.of(arguments.split(" ", -1)), input);

    var first = EndiveEngine.compiled().run(invocation, LIMITS);
    var second = EndiveEngine.compiled().run(invocation, LIMITS);

    assertThat(first).isEqualTo(second);
    var execution = EngineBehaviour.completed(first);
    assertThat(execution.status()).as(execution.log().text()).isEqualTo(new Exited(0));
    assertThat(execution.output().size()).isPositive();
  }

  private static Invocation invocation(String name, List<String> arguments, String input)
      throws IOException {
    var mounts = new TreeMap<String, Bytes>();
    mounts.put("docs/input", read(EXAMPLES.resolve(input)));
    return new Invocation(
        read(EXAMPLES.resolve(name).resolve(name + ".wasm")),
        new Arguments(arguments, new TreeMap<>()),
        read(EXAMPLES.resolve(input)),
        mounts);
  }

  private static Bytes read(Path file) throws IOException {
    return Bytes.of(Files.readAllBytes(file));
  }
}
