package souk.runtime.module;

/** A module that passed {@link Admission} and can be rewritten. */
public final class AdmittedModule {
  /** The export that holds the fuel left: a mutable global, i64. Below zero: out of fuel. */
  public static final String FUEL_EXPORT = ModuleReader.RESERVED_EXPORTS + "fuel";

  /** The export that holds the call depth left: a mutable global, i32. Below zero: stopped. */
  public static final String DEPTH_EXPORT = ModuleReader.RESERVED_EXPORTS + "depth";

  /** The host sets the fuel before it calls the guest. */
  private static final long UNSET_FUEL = 0;

  private final byte[] bytes;
  private final Layout layout;

  AdmittedModule(byte[] bytes, Layout layout) {
    this.bytes = bytes;
    this.layout = layout;
  }

  /** Pages of memory it starts with. */
  public int initialMemoryPages() {
    return (int) layout.memories().getFirst().least();
  }

  /**
   * The module every engine runs: plain WebAssembly that counts fuel and call depth, computes
   * canonical NaNs and never grows its memory beyond the cap.
   *
   * @param memoryCap most pages its memory may grow to, at least {@link #initialMemoryPages}
   * @throws IllegalArgumentException if the cap is below the initial memory
   */
  public byte[] rewrite(int memoryCap) {
    if (memoryCap < initialMemoryPages()) {
      throw new IllegalArgumentException(
          "a module with %d pages does not fit %d".formatted(initialMemoryPages(), memoryCap));
    }
    return new ModuleRewriter(bytes, layout).rewrite(memoryCap, UNSET_FUEL);
  }
}
