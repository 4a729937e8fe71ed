package souk.bench;

/** Something that can be measured. */
interface Benchmark {
  /** Measures it; shows its progress on standard error. */
  Report run() throws Exception;
}
