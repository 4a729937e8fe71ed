package souk.runtime.machine;

import souk.protocol.value.Fuel;

/**
 * What one execution may use. The same limits belong to the same result: another fuel or output
 * limit may end a job differently.
 *
 * @param fuel fuel it may use, at least 1
 * @param memoryPages memory it may use in pages of 64 KiB, 1..65536; above {@link
 *     Machine#MAX_MEMORY_PAGES} it acts as that
 * @param outputBytes output it may write, 0..{@link Machine#MAX_OUTPUT_BYTES}
 */
public record Limits(Fuel fuel, int memoryPages, int outputBytes) {
  private static final int MAX_PAGES = 65_536;

  /**
   * @throws IllegalArgumentException if a limit is outside its range
   */
  public Limits {
    if (fuel.units() < 1) {
      throw new IllegalArgumentException("an execution needs a fuel limit of at least 1");
    }
    if (memoryPages < 1 || memoryPages > MAX_PAGES) {
      throw new IllegalArgumentException("memory is 1..65536 pages, not " + memoryPages);
    }
    if (outputBytes < 0 || outputBytes > Machine.MAX_OUTPUT_BYTES) {
      throw new IllegalArgumentException(
          "an output limit is 0..%d bytes, not %d"
              .formatted(Machine.MAX_OUTPUT_BYTES, outputBytes));
    }
  }

  /**
   * Limits with the default output limit.
   *
   * @throws IllegalArgumentException if a limit is outside its range
   */
  public static Limits of(Fuel fuel, int memoryPages) {
    return new Limits(fuel, memoryPages, Machine.DEFAULT_OUTPUT_BYTES);
  }

  /** Pages the guest's memory can really grow to. */
  public int memoryCap() {
    return Math.min(memoryPages, Machine.MAX_MEMORY_PAGES);
  }
}
