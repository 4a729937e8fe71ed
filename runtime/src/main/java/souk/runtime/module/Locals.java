package souk.runtime.module;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A function's locals: its own, and behind them what the rewriter needs. */
final class Locals {
  /** What the rewriter keeps for the length of one instruction. */
  enum Scratch {
    COUNT(ValueType.I32),
    RESULT(ValueType.I32),
    F32(ValueType.F32),
    F64(ValueType.F64);

    private final ValueType type;

    Scratch(ValueType type) {
      this.type = type;
    }
  }

  private final int parameters;
  private final List<ValueType> declared;
  private final Map<Scratch, Integer> scratch = new EnumMap<>(Scratch.class);
  private final ByteWriter added = new ByteWriter();
  private int count;
  private int groups;

  Locals(List<ValueType> parameters, List<ValueType> declared) {
    this.parameters = parameters.size();
    this.declared = declared;
    this.count = originalCount();
  }

  int originalCount() {
    return parameters + declared.size();
  }

  /** The local for a purpose, made when it is first asked for. */
  int scratch(Scratch purpose) {
    return scratch.computeIfAbsent(purpose, key -> add(key.type));
  }

  /** A new local of a type. */
  int add(ValueType type) {
    added.u32(1).u8(type.code());
    groups++;
    return count++;
  }

  /** Writes all of them but the parameters. */
  void write(ByteWriter out) {
    var own = new ByteWriter();
    var ownGroups = 0;
    var from = 0;
    while (from < declared.size()) {
      var to = endOfRun(from);
      own.u32(to - from).u8(declared.get(from).code());
      from = to;
      ownGroups++;
    }
    out.u32(ownGroups + groups).append(own).append(added);
  }

  private int endOfRun(int from) {
    var to = from + 1;
    while (to < declared.size() && declared.get(to) == declared.get(from)) {
      to++;
    }
    return to;
  }
}
