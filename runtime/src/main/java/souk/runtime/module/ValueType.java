package souk.runtime.module;

/** The types of values an admitted module may use. */
enum ValueType {
  I32(0x7F),
  I64(0x7E),
  F32(0x7D),
  F64(0x7C),
  FUNCTION(0x70),
  EXTERNAL(0x6F);

  /** Encoding of a block that takes and leaves nothing. */
  static final int EMPTY_BLOCK = 0x40;

  private final int code;

  ValueType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  boolean isReference() {
    return this == FUNCTION || this == EXTERNAL;
  }

  boolean isFloat() {
    return this == F32 || this == F64;
  }

  static ValueType of(int code) {
    for (var type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new InadmissibleModuleException(
        code == 0x7B
            ? "the module uses SIMD vectors: build it without -msimd128"
            : "the module uses a value type the machine does not admit: 0x%02x".formatted(code));
  }
}
