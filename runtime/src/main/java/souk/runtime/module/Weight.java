package souk.runtime.module;

/**
 * Fuel of one instruction by what it does: the whole table of version 2.
 *
 * <p>Measured on every engine ({@code bench/run fuel}); a unit is a few tenths of a nanosecond.
 * Copies and constants cost a unit too, so that no instruction is free to an engine that does not
 * optimise; only what marks structure is.
 */
enum Weight {
  STRUCTURE(0),
  SIMPLE(1),
  COUNT_BITS(2),
  BRANCH(2),
  GLOBAL(2),
  LOAD_STORE(3),
  FLOAT(3),
  CONVERT(4),
  BRANCH_TABLE(4),
  ROUND(5),
  DIVIDE(10),
  TRUNCATE(10),
  CALL(10),
  CONVERT_UNSIGNED_LONG(12),
  ROOT(15),
  BULK(20),
  CALL_INDIRECT(30),
  TABLE_ACCESS(40),
  GROW(1_000);

  /** Entering a function, beside what the call instruction costs. */
  static final int ENTRY = 2;

  /** Declared locals that are zeroed for one unit. */
  static final int LOCALS_PER_UNIT = 4;

  /** Passing a loop's head. */
  static final int LOOP = 1;

  /** For each page that memory.grow adds. */
  static final int PAGE = 32_768;

  /** For each element of a table that an instruction grows, copies or fills. */
  static final int TABLE_ELEMENT = 200;

  /** Bulk memory instructions handle 2^2 bytes for one unit. */
  static final int BULK_BYTES_SHIFT = 2;

  private final int fuel;

  Weight(int fuel) {
    this.fuel = fuel;
  }

  int fuel() {
    return fuel;
  }
}
