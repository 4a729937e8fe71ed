package souk.runtime.module;

/** How big the parts of an admitted module may be; {@code docs/machine.md}, "Admission". */
final class Sizes {
  static final int MODULE_BYTES = 8 << 20;
  static final int CODE_BYTES = 2 << 20;
  static final int BODY_BYTES = 128 << 10;
  static final int TYPES = 4_096;
  static final int PARAMETERS = 128;
  static final int RESULTS = 16;
  static final int IMPORTS = 64;
  static final int FUNCTIONS = 20_000;
  static final int LOCALS = 4_096;
  static final int ALL_LOCALS = 500_000;
  static final int INSTRUCTIONS = 2_000_000;
  static final int NESTING = 2_048;
  static final int BRANCH_TARGETS = 8_192;
  static final int TABLES = 8;
  static final int TABLE_ELEMENTS = 100_000;
  static final int SEGMENT_ELEMENTS = 100_000;
  static final int ALL_ELEMENTS = 1_000_000;
  static final int SEGMENTS = 10_000;
  static final int GLOBALS = 1_000;
  static final int EXPORTS = 1_000;
  static final int NAME_BYTES = 1_024;

  private Sizes() {}
}
