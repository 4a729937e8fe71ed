package souk.runtime.module;

import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Machine;

/** A module that is rewritten as a job's is, though it is none: it may import and start at will. */
public final class LibraryModule {
  /** What the depth counter holds at first. */
  public static final int DEPTH = ModuleRewriter.DEPTH_LIMIT;

  /** Fuel for a start section. */
  private static final long FUEL_AT_START = 1L << 40;

  private LibraryModule() {}

  /** What came of reading a module. */
  public sealed interface Reading {
    record Rewritten(Bytes module) implements Reading {}

    /** The machine does not admit the module, whatever it would be used for. */
    record Refused(String reason) implements Reading {}
  }

  public static Reading read(byte[] module) {
    try {
      var layout = ModuleReader.read(module, new LibraryRules());
      Parser.parse(module);
      return new Reading.Rewritten(
          Bytes.of(
              new ModuleRewriter(module, layout).rewrite(Machine.MAX_MEMORY_PAGES, FUEL_AT_START)));
    } catch (InadmissibleModuleException e) {
      return new Reading.Refused(e.reason());
    } catch (WasmEngineException e) {
      return new Reading.Refused("invalid: " + e.getMessage());
    }
  }
}
