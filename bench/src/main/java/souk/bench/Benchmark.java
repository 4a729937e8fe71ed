package souk.bench;

import java.util.List;

/** Something that can be measured. */
interface Benchmark {
  /** Measures it; shows its progress on standard error. */
  List<Figure> run() throws Exception;
}
