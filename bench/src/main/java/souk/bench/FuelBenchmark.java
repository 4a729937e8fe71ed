package souk.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Seconds that a Gfuel takes, by program and engine: how well fuel tracks work. */
final class FuelBenchmark implements Benchmark {

  @Override
  public Report run() throws IOException {
    var root = Path.of(System.getProperty("souk.root", "."));
    try (var work = new WorkDirectory()) {
      var contestants = new Contestants(root, work.path());
      return new FuelSpread(contestants, work.path()).measure(new Corpus(root).all());
    }
  }
}
