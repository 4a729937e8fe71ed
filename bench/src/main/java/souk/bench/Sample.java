package souk.bench;

/**
 * One timed run.
 *
 * @param nanos how long it took
 * @param checksum of its output
 * @param fuelUsed fuel it used; 0 where nobody counts
 */
record Sample(long nanos, String checksum, long fuelUsed) {
  static Sample parse(String line) {
    var parts = line.split(" ", -1);
    return new Sample(Long.parseLong(parts[0]), parts[1], Long.parseLong(parts[2]));
  }
}
