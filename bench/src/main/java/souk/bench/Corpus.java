package souk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import souk.bench.Program.Family;
import souk.protocol.job.Arguments;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;

/** The programs that are measured, from a checkout. */
final class Corpus {
  static final List<String> KERNELS =
      List.of("coremark", "sha256", "matmul", "json", "sort_int", "sort_float", "transformer");

  private final Path root;

  Corpus(Path root) {
    this.root = root;
  }

  /** Sources of the kernels. */
  Path kernelSources() {
    return root.resolve("bench/kernels");
  }

  List<Program> all() throws IOException {
    var programs = new ArrayList<Program>();
    programs.addAll(kernels());
    programs.addAll(examples());
    programs.addAll(micro());
    return programs;
  }

  List<Program> kernels() throws IOException {
    var programs = new ArrayList<Program>();
    for (var name : KERNELS) {
      programs.add(plain(Family.KERNEL, kernelSources().resolve(name + ".wasm")));
    }
    return programs;
  }

  private List<Program> micro() throws IOException {
    try (var files = Files.list(root.resolve("bench/micro"))) {
      var modules = files.filter(file -> file.toString().endsWith(".wasm")).sorted().toList();
      var programs = new ArrayList<Program>();
      for (var module : modules) {
        programs.add(plain(Family.MICRO, module));
      }
      return programs;
    }
  }

  private List<Program> examples() throws IOException {
    var text = Bytes.utf8(prose().repeat(200));
    return List.of(
        example("wordstat", List.of("1000"), text),
        example("search", List.of("2", "rebuild evrything", "/docs"), text),
        example("iris", List.of("10"), read(root.resolve("examples/data/iris.csv"))),
        example("route", List.of("1000", "7"), Bytes.EMPTY),
        example("mandelbrot", List.of("-0.7436438", "0.1318259", "0.006", "400"), Bytes.EMPTY));
  }

  /** The first words anybody reads of this project. */
  private String prose() throws IOException {
    return List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md").stream()
        .map(root::resolve)
        .map(Corpus::text)
        .collect(Collectors.joining());
  }

  private Program example(String name, List<String> arguments, Bytes input) throws IOException {
    var module = root.resolve("examples").resolve(name).resolve(name + ".wasm");
    var mounts = new TreeMap<String, Bytes>();
    mounts.put("docs/input", input);
    return new Program(
        Family.EXAMPLE,
        name,
        new Invocation(read(module), new Arguments(arguments, new TreeMap<>()), input, mounts));
  }

  private static Program plain(Family family, Path module) throws IOException {
    var name = module.getFileName().toString().replace(".wasm", "");
    return new Program(family, name, Invocation.of(read(module), Bytes.EMPTY));
  }

  private static Bytes read(Path file) throws IOException {
    return Bytes.of(Files.readAllBytes(file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
