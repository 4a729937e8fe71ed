package souk.runtime.module;

import run.endive.wasm.Parser;
import souk.protocol.job.JobKind;

/** Whether the machine runs a module. */
public sealed interface Admission {

  /** It does. */
  record Admitted(AdmittedModule module) implements Admission {}

  /**
   * It does not, on any engine.
   *
   * @param reason one line: what is wrong and what to do
   */
  record Refused(String reason) implements Admission {}

  /**
   * Checks a module: its sizes, the features and imports it uses, then that it is valid, then that
   * it can be run as that kind of job.
   *
   * @param module any bytes; not changed and not kept
   */
  static Admission of(byte[] module, JobKind kind) {
    return switch (of(module)) {
      case Refused refused -> refused;
      case Admitted admitted ->
          admitted.module().objection(kind).<Admission>map(Refused::new).orElse(admitted);
    };
  }

  /**
   * Checks a module: its sizes, the features and imports it uses, then that it is valid, then that
   * there is a kind of job it can be run as.
   *
   * @param module any bytes; not changed and not kept
   */
  static Admission of(byte[] module) {
    if (module.length > Sizes.MODULE_BYTES) {
      return new Refused(
          "the module has %d bytes, the machine admits %d"
              .formatted(module.length, Sizes.MODULE_BYTES));
    }
    try {
      var copy = module.clone();
      var layout = ModuleReader.read(copy, Rules.JOB);
      Parser.parse(copy);
      return Kinds.objection(layout)
          .<Admission>map(Refused::new)
          .orElseGet(() -> new Admitted(new AdmittedModule(copy, layout)));
    } catch (InadmissibleModuleException e) {
      return new Refused(e.reason());
    } catch (RuntimeException e) {
      // Whatever stops the validator, the module has not been found valid.
      return new Refused("not a valid WebAssembly module: " + firstLine(e));
    }
  }

  private static String firstLine(RuntimeException invalid) {
    return String.valueOf(invalid.getMessage()).lines().findFirst().orElse("");
  }
}
