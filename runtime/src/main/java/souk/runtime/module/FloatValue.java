package souk.runtime.module;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a value on the stack, as far as the bits of NaNs go.
 *
 * <p>Compared by identity: every operand is a value of its own.
 */
final class FloatValue {
  /** A value whose bits are what they are: loaded, passed, or not a float at all. */
  static final FloatValue FIXED = new FloatValue(Kind.FIXED, Origin.NOWHERE, 0, List.of());

  /** A constant that is no NaN. */
  static final FloatValue NUMBER = new FloatValue(Kind.NUMBER, Origin.NOWHERE, 0, List.of());

  /** Where a value comes from. */
  enum Kind {
    /** Not from arithmetic. */
    FIXED,
    /** A constant that is no NaN. */
    NUMBER,
    /** From an instruction whose NaN differs between machines. */
    ARITHMETIC,
    /** From a local. */
    LOCAL,
    /** One of other values, or one with another sign. */
    PASSED
  }

  /**
   * The instruction that leaves a value on the stack.
   *
   * @param position where it begins
   * @param type the type of the value
   * @param loops loops around it
   */
  record Origin(int position, ValueType type, int loops) {
    private static final Origin NOWHERE = new Origin(0, ValueType.I32, 0);
  }

  private final Kind kind;
  private final Origin origin;
  private final int local;
  private final List<FloatValue> sources;

  private FloatValue(Kind kind, Origin origin, int local, List<FloatValue> sources) {
    this.kind = kind;
    this.origin = origin;
    this.local = local;
    this.sources = sources;
  }

  static FloatValue arithmetic(Origin origin) {
    return new FloatValue(Kind.ARITHMETIC, origin, 0, List.of());
  }

  static FloatValue of(int local, Origin origin) {
    return new FloatValue(Kind.LOCAL, origin, local, List.of());
  }

  /** A value that is one of these, or has its bits but for the sign. */
  static FloatValue passed(FloatValue... sources) {
    var open = new ArrayList<FloatValue>();
    for (var source : sources) {
      if (source.isOpen()) {
        open.add(source);
      }
    }
    return open.isEmpty() ? FIXED : new FloatValue(Kind.PASSED, Origin.NOWHERE, 0, open);
  }

  /** Whether its bits may be other ones than the machine's. */
  boolean isOpen() {
    return kind != Kind.FIXED && kind != Kind.NUMBER;
  }

  Kind kind() {
    return kind;
  }

  /** What left it on the stack; for arithmetic and locals. */
  Origin origin() {
    return origin;
  }

  /** The local it was read from. */
  int local() {
    return local;
  }

  /** The values it may be. */
  List<FloatValue> sources() {
    return sources;
  }
}
