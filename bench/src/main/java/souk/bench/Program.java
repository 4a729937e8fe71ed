package souk.bench;

import souk.runtime.machine.Invocation;

/**
 * Something to run.
 *
 * @param family what kind of program it is
 * @param name its name
 * @param invocation module and input
 */
record Program(Family family, String name, Invocation invocation) {
  /** Where programs come from. */
  enum Family {
    /** C programs that are built natively too: {@code bench/kernels}. */
    KERNEL,
    /** What people are shown first: {@code examples}. */
    EXAMPLE,
    /** One kind of instruction at its worst: {@code bench/micro}. */
    MICRO
  }
}
