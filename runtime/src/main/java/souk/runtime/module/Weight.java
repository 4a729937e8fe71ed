package souk.runtime.module;

/**
 * Fuel of one instruction by what it does: the whole table of version 1.
 *
 * <p>A unit is about the work of adding two registers. Copies and constants cost a unit too, so
 * that no instruction is free to an engine that does not optimise; only what marks structure is.
 */
enum Weight {
  STRUCTURE(0),
  SIMPLE(1),
  BRANCH(2),
  LOAD_STORE(2),
  GLOBAL(2),
  FLOAT(2),
  CONVERT(3),
  TABLE_ACCESS(4),
  BRANCH_TABLE(4),
  DIVIDE(10),
  CALL(10),
  CALL_INDIRECT(20),
  BULK(20),
  GROW(200);

  /** Entering a function, beside what the call instruction costs. */
  static final int ENTRY = 2;

  /** Declared locals that are zeroed for one unit. */
  static final int LOCALS_PER_UNIT = 4;

  /** Passing a loop's head. */
  static final int LOOP = 1;

  /** For each page that memory.grow adds. */
  static final int PAGE = 4_096;

  /** For each element of a table that an instruction grows, copies or fills. */
  static final int TABLE_ELEMENT = 2;

  /** Bulk memory instructions handle 2^3 bytes for one unit. */
  static final int BULK_BYTES_SHIFT = 3;

  private final int fuel;

  Weight(int fuel) {
    this.fuel = fuel;
  }

  int fuel() {
    return fuel;
  }
}
