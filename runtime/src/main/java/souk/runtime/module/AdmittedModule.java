package souk.runtime.module;

import java.util.List;
import java.util.Optional;
import souk.protocol.job.JobKind;

/** A module that passed {@link Admission} and can be rewritten. */
public final class AdmittedModule {
  /** The function a command is entered at. */
  public static final String COMMAND_ENTRY = Kinds.COMMAND_ENTRY;

  /** The function an agent's turns are entered at. */
  public static final String AGENT_ENTRY = Kinds.AGENT_ENTRY;

  /** The function that is called once before an agent's first turn, where it is exported. */
  public static final String AGENT_SETUP = Kinds.AGENT_SETUP;

  /** The export that holds the fuel left: a mutable global, i64. Below zero: out of fuel. */
  public static final String FUEL_EXPORT = ModuleReader.RESERVED_EXPORTS + "fuel";

  /** The export that holds the call depth left: a mutable global, i32. Below zero: stopped. */
  public static final String DEPTH_EXPORT = ModuleReader.RESERVED_EXPORTS + "depth";

  /**
   * The call depth that tells a host it could not provide memory within the limit: no result. An
   * engine whose memory fails in another way never leaves it.
   */
  public static final int DEPTH_WITHOUT_MEMORY = DepthCounter.WITHOUT_MEMORY;

  /** The export that is the memory. */
  public static final String MEMORY_EXPORT = ModuleReader.RESERVED_EXPORTS + "memory";

  /** The call depth a guest begins with. */
  public static final int DEPTH_LIMIT = ModuleRewriter.DEPTH_LIMIT;

  /** The host sets the fuel before it calls the guest. */
  private static final long UNSET_FUEL = 0;

  private final byte[] bytes;
  private final Layout layout;

  AdmittedModule(byte[] bytes, Layout layout) {
    this.bytes = bytes;
    this.layout = layout;
  }

  /** The export that returns the bits of an agent's mutable global as i64. */
  public static String getter(int global) {
    return ModuleReader.RESERVED_EXPORTS + "get:" + global;
  }

  /** The export that takes the bits of an agent's mutable global as i64. */
  public static String setter(int global) {
    return ModuleReader.RESERVED_EXPORTS + "set:" + global;
  }

  /** Bytes of its largest function's code. */
  public int largestBodyBytes() {
    return layout.bodies().stream().mapToInt(body -> body.to() - body.from()).max().orElse(0);
  }

  /** Pages of memory it starts with. */
  public int initialMemoryPages() {
    return (int) layout.memories().getFirst().least();
  }

  /** Pages its memory may grow to under a cap. */
  public int maximumMemoryPages(int memoryCap) {
    return layout.maximumPages(memoryCap);
  }

  /** Why it cannot be run as that kind of job: one line; empty if it can. */
  public Optional<String> objection(JobKind kind) {
    return Kinds.objection(kind, layout);
  }

  /** Whether it exports {@link #AGENT_SETUP}. */
  public boolean hasSetup() {
    return layout.exported().containsKey(AGENT_SETUP);
  }

  /** Indices of its mutable globals, ascending: with its memory, what an agent's state is. */
  public List<Integer> mutableGlobals() {
    return layout.mutableGlobals();
  }

  /**
   * The module every engine runs: plain WebAssembly that counts fuel and call depth, computes
   * canonical NaNs and never grows its memory beyond the cap. If it can be run as an agent, it has
   * an accessor for each of {@link #mutableGlobals}.
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
