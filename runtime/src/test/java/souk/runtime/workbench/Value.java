package souk.runtime.workbench;

/**
 * A value with all its bits.
 *
 * @param bits of a number, zero above its width; of a reference what the test gave it, {@link
 *     #NULL} for none, {@link #SOME} for a function
 */
public record Value(Type type, long bits) {
  public static final long NULL = -1;
  public static final long SOME = 0;

  /** What kind of value it is, by its name in the text format. */
  public enum Type {
    I32,
    I64,
    F32,
    F64,
    FUNCREF,
    EXTERNREF
  }

  public static Value of(Type type, long bits) {
    return new Value(
        type, type == Type.I32 || type == Type.F32 ? Integer.toUnsignedLong((int) bits) : bits);
  }

  @Override
  public String toString() {
    return "%s:%x".formatted(type, bits);
  }
}
