package souk.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Runs rewritten programs on both engines and compares the time they take with their fuel. */
final class FuelSpread {
  private static final int LEAST_RUNS = 4;
  private static final long LEAST_NANOS = 600_000_000;
  private static final double AIM = 3;
  private static final List<String> ENGINES = List.of("v8", "endive");

  /**
   * Programs that wait for memory behind the first-level cache. A load costs one to three hundred
   * times as much there, and nothing in a module tells where its loads will go.
   */
  private static final Set<String> CACHE_MISSES =
      Set.of("chase_512k", "chase_8m", "chase_128m", "scatter_64m");

  private final Contestants contestants;
  private final Path work;

  /** One program's time on one engine, in seconds for a Gfuel, which is nanoseconds for a unit. */
  private record Pace(String engine, String program, double secondsPerGfuel) {}

  /** How far the slowest program is from the median one. */
  private record Spread(Pace slowest, double median) {
    static Spread of(List<Pace> paces) {
      var sorted =
          paces.stream().sorted(Comparator.comparingDouble(Pace::secondsPerGfuel)).toList();
      return new Spread(sorted.getLast(), sorted.get(sorted.size() / 2).secondsPerGfuel());
    }

    double ratio() {
      return slowest.secondsPerGfuel() / median;
    }

    String note() {
      return "%s: median %.3f s/Gfuel; slowest %s, %.3f"
          .formatted(slowest.engine(), median, slowest.program(), slowest.secondsPerGfuel());
    }
  }

  FuelSpread(Contestants contestants, Path work) {
    this.contestants = contestants;
    this.work = work;
  }

  Report measure(List<Program> programs) throws IOException {
    var paces = new ArrayList<Pace>();
    for (var program : programs) {
      paces.addAll(paces(program));
    }
    var figures = new ArrayList<Figure>();
    var notes = new ArrayList<String>();
    report("fuel_spread_max_over_median", paces, figures, notes);
    report(
        "fuel_spread_in_cache_max_over_median",
        paces.stream().filter(pace -> !CACHE_MISSES.contains(pace.program())).toList(),
        figures,
        notes);
    return new Report(figures, notes);
  }

  private List<Pace> paces(Program program) throws IOException {
    var stage = Stage.of(program, work.resolve("fuel-" + program.name()));
    try (var endive = contestants.endive(stage, Stage.Form.REWRITTEN);
        var v8 = contestants.v8(stage, Stage.Form.REWRITTEN)) {
      race(endive);
      race(v8);
      requireSame(program, endive.best(), v8.best());
      var fuel = (double) endive.best().fuelUsed();
      var paces =
          List.of(
              new Pace(v8.name(), program.name(), v8.best().nanos() / fuel),
              new Pace(endive.name(), program.name(), endive.best().nanos() / fuel));
      System.err.printf(
          "%-8s %-24s %9.3f Gfuel  v8 %7.3f  endive %7.3f s/Gfuel%n",
          program.family(),
          program.name(),
          fuel / 1e9,
          paces.getFirst().secondsPerGfuel(),
          paces.getLast().secondsPerGfuel());
      return paces;
    }
  }

  private static void race(Contestant contestant) throws IOException {
    var spent = 0L;
    for (var runs = 0; runs < LEAST_RUNS || spent < LEAST_NANOS; runs++) {
      contestant.measure();
      spent += contestant.best().nanos();
    }
  }

  private static void requireSame(Program program, Sample one, Sample other) {
    if (!one.checksum().equals(other.checksum()) || one.fuelUsed() != other.fuelUsed()) {
      throw new IllegalStateException("the engines disagree about " + program.name());
    }
  }

  /** The spread of each engine, and the larger one under the plain name. */
  private static void report(
      String name, List<Pace> paces, List<Figure> figures, List<String> notes) {
    var spreads =
        ENGINES.stream()
            .map(engine -> paces.stream().filter(pace -> pace.engine().equals(engine)).toList())
            .map(Spread::of)
            .toList();
    for (var spread : spreads) {
      figures.add(Figure.ratio(name + "_" + spread.slowest().engine(), spread.ratio(), AIM));
      notes.add(spread.note());
    }
    var worst = spreads.stream().mapToDouble(Spread::ratio).max().orElseThrow();
    figures.add(Figure.ratio(name, worst, AIM));
  }
}
