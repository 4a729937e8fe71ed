package souk.runtime.module;

/**
 * How much code a module has in all, counted so that what an engine does to compile the rewritten
 * code is bounded by it. Every method throws {@link InadmissibleModuleException} above the limit.
 */
final class CodeSize {
  private int locals;
  private int instructions;

  void addLocals(int count) {
    locals += count;
    if (locals > Sizes.ALL_LOCALS) {
      throw new InadmissibleModuleException(
          "the module's functions have more than %d locals together".formatted(Sizes.ALL_LOCALS));
    }
  }

  void add(Instruction instruction) {
    instructions += instruction.size();
    if (instructions > Sizes.INSTRUCTIONS) {
      throw new InadmissibleModuleException(
          "the module has too much code: the machine admits %d instructions, calls and float arithmetic counted as 10"
              .formatted(Sizes.INSTRUCTIONS));
    }
  }
}
