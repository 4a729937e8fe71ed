package souk.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs kernels natively, on V8 and on Endive, in turns: the same input, in processes that have
 * warmed up, with and without the rewriting. What counts is the quickest run of each.
 */
final class KernelRace {
  private static final int WARM_UPS = 6;
  private static final int ROUNDS = 7;
  private static final double V8_AIM = 1.5;
  private static final double V8_REWRITTEN_AIM = 1.15;
  private static final double ENDIVE_AIM = 2.2;

  /** Memory and time to get ready are told for the largest module. */
  private static final String LARGEST = "json";

  private final Contestants contestants;
  private final Corpus corpus;
  private final Path work;
  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, List<Double>> ratios = new TreeMap<>();

  /** Everybody who runs one kernel. */
  private record Field(List<Contestant> all) implements AutoCloseable {
    Contestant named(String name) {
      return all.stream()
          .filter(contestant -> contestant.name().equals(name))
          .findFirst()
          .orElseThrow();
    }

    boolean has(String name) {
      return all.stream().anyMatch(contestant -> contestant.name().equals(name));
    }

    void requireSame() {
      var checksums =
          all.stream().map(contestant -> contestant.best().checksum()).distinct().toList();
      if (checksums.size() != 1) {
        throw new IllegalStateException("outputs differ: " + checksums);
      }
    }

    @Override
    public void close() throws IOException {
      for (var contestant : all) {
        contestant.close();
      }
    }
  }

  KernelRace(Contestants contestants, Corpus corpus, Path work) {
    this.contestants = contestants;
    this.corpus = corpus;
    this.work = work;
  }

  List<Figure> measure() throws IOException, InterruptedException {
    for (var program : corpus.kernels()) {
      try (var field = field(program)) {
        race(field);
        field.requireSame();
        compare(program.name(), field);
      }
    }
    mean("v8_vs_native", V8_AIM);
    mean("endive_vs_native", ENDIVE_AIM);
    mean("v8_rewritten_vs_plain", V8_REWRITTEN_AIM);
    mean("endive_rewritten_vs_plain", 0);
    return figures;
  }

  private Field field(Program program) throws IOException, InterruptedException {
    var stage = Stage.of(program, work.resolve("kernel-" + program.name()));
    var all = new ArrayList<Contestant>();
    if (contestants.hasNative()) {
      all.add(contestants.nativeKernel(corpus, program.name()));
    }
    for (var form : Stage.Form.values()) {
      all.add(contestants.v8(stage, form));
      all.add(contestants.endive(stage, form));
    }
    return new Field(all);
  }

  private static void race(Field field) throws IOException {
    for (var contestant : field.all()) {
      for (var i = 0; i < WARM_UPS; i++) {
        contestant.warmUp();
      }
    }
    for (var round = 0; round < ROUNDS; round++) {
      for (var contestant : field.all()) {
        contestant.measure();
      }
    }
  }

  private void compare(String kernel, Field field) throws IOException {
    var line = new StringBuilder("%-12s".formatted(kernel));
    for (var contestant : field.all()) {
      line.append("  %s %.1f ms".formatted(contestant.name(), contestant.best().nanos() / 1e6));
    }
    System.err.println(line);
    for (var engine : List.of("v8", "endive")) {
      if (field.has("native")) {
        ratio(engine + "_vs_native", kernel, field, engine, "native");
      }
      ratio(engine + "_rewritten_vs_plain", kernel, field, engine, engine + "_plain");
    }
    if (kernel.equals(LARGEST)) {
      for (var contestant : field.all()) {
        figures.add(
            Figure.of(contestant.name() + "_ready_us", contestant.readyNanos() / 1000, "us"));
        figures.add(
            Figure.of(contestant.name() + "_peak_mib", contestant.peakBytes() >> 20, "MiB"));
      }
    }
  }

  private void ratio(String figure, String kernel, Field field, String one, String other) {
    var ratio = (double) field.named(one).best().nanos() / field.named(other).best().nanos();
    ratios.computeIfAbsent(figure, name -> new ArrayList<>()).add(ratio);
    figures.add(Figure.ratio(figure + "_" + kernel, ratio));
  }

  /** Adds the geometric mean of a ratio over all kernels; an aim of 0 is none. */
  private void mean(String figure, double aim) {
    var values = ratios.getOrDefault(figure, List.of());
    if (!values.isEmpty()) {
      var logarithms = values.stream().mapToDouble(Math::log).average().orElseThrow();
      var mean = Math.exp(logarithms);
      figures.add(aim == 0 ? Figure.ratio(figure, mean) : Figure.ratio(figure, mean, aim));
    }
  }
}
