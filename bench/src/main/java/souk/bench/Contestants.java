package souk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How programs are started natively and on each engine. */
final class Contestants {
  /**
   * Under the 8 MiB that threads have by default, above what the deepest program of the corpus
   * needs.
   */
  private static final String NODE_STACK = "--stack-size=7000";

  private static final List<String> COMPILE =
      List.of("-O2", "-std=gnu11", "-ffp-contract=off", "-fno-math-errno");

  private final Path root;
  private final Path work;
  private final Optional<Path> gcc = find("gcc");
  private final Path node =
      find("node").orElseThrow(() -> new IllegalStateException("node is missing: install Node 20"));

  Contestants(Path root, Path work) {
    this.root = root;
    this.work = work;
  }

  boolean hasNative() {
    return gcc.isPresent();
  }

  /** Builds a kernel with {@code gcc -O2} and starts it. */
  Contestant nativeKernel(Corpus corpus, String name) throws IOException, InterruptedException {
    var binary = work.resolve(name);
    var sources = corpus.kernelSources();
    var command = new ArrayList<>(List.of(gcc.orElseThrow().toString()));
    command.addAll(COMPILE);
    command.addAll(
        List.of(
            "-o",
            binary.toString(),
            sources.resolve(name + ".c").toString(),
            sources.resolve("native.c").toString()));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("gcc cannot build " + name);
    }
    return Contestant.start("native", List.of(binary.toString()));
  }

  Contestant v8(Stage stage, Stage.Form form) throws IOException {
    return Contestant.start(
        name("v8", form),
        List.of(
            node.toString(),
            "--no-warnings",
            NODE_STACK,
            root.resolve("bench/v8/child.mjs").toString(),
            stage.directory().toString(),
            form.name()));
  }

  Contestant endive(Stage stage, Stage.Form form) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:-DontCompileHugeMethods"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(EndiveChild.class.getName(), stage.directory().toString(), form.name()));
    return Contestant.start(name("endive", form), command);
  }

  private static String name(String engine, Stage.Form form) {
    return form == Stage.Form.PLAIN ? engine + "_plain" : engine;
  }

  private static Optional<Path> find(String tool) {
    return List.of(System.getenv("PATH").split(":", -1)).stream()
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
