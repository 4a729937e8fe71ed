package souk.runtime.module;

import java.util.ArrayList;
import java.util.List;
import souk.protocol.job.JobKind;
import souk.runtime.module.ModuleRewriter.Additions;

/**
 * The functions by which a host reads and sets an agent's mutable globals, as bits in an {@code
 * i64}. They come behind all the module's own, so no instruction of the guest names them.
 */
final class Accessors {
  private static final FunctionType GETTER = new FunctionType(List.of(), List.of(ValueType.I64));
  private static final FunctionType SETTER = new FunctionType(List.of(ValueType.I64), List.of());

  private final List<String> names = new ArrayList<>();
  private final ByteWriter functions = new ByteWriter();
  private final ByteWriter bodies = new ByteWriter();

  private Accessors() {}

  /** The accessors of a module; none if it is not an agent. */
  static Accessors of(Layout layout, BlockTypes types) {
    var accessors = new Accessors();
    if (Kinds.objection(JobKind.AGENT_JOB, layout).isEmpty()) {
      for (var index : layout.mutableGlobals()) {
        accessors.add(index, layout.globalTypes().get(index).type(), types);
      }
    }
    return accessors;
  }

  private void add(int global, ValueType type, BlockTypes types) {
    names.add(AdmittedModule.getter(global));
    functions.u32(types.index(GETTER));
    var getter = new ByteWriter().u8(0).u8(Opcode.GLOBAL_GET).u32(global);
    bodies.sized(toBits(getter, type).u8(Opcode.END));
    names.add(AdmittedModule.setter(global));
    functions.u32(types.index(SETTER));
    var setter = new ByteWriter().u8(0).u8(Opcode.LOCAL_GET).u32(0);
    bodies.sized(fromBits(setter, type).u8(Opcode.GLOBAL_SET).u32(global).u8(Opcode.END));
  }

  private static ByteWriter toBits(ByteWriter out, ValueType type) {
    return switch (type) {
      case I64 -> out;
      case I32 -> out.u8(Opcode.I64_EXTEND_I32_U);
      case F32 -> out.u8(Opcode.I32_REINTERPRET_F32).u8(Opcode.I64_EXTEND_I32_U);
      case F64 -> out.u8(Opcode.I64_REINTERPRET_F64);
      case FUNCTION, EXTERNAL -> throw new IllegalArgumentException("a reference has no bits");
    };
  }

  private static ByteWriter fromBits(ByteWriter out, ValueType type) {
    return switch (type) {
      case I64 -> out;
      case I32 -> out.u8(Opcode.I32_WRAP_I64);
      case F32 -> out.u8(Opcode.I32_WRAP_I64).u8(Opcode.F32_REINTERPRET_I32);
      case F64 -> out.u8(Opcode.F64_REINTERPRET_I64);
      case FUNCTION, EXTERNAL -> throw new IllegalArgumentException("a reference has no bits");
    };
  }

  int count() {
    return names.size();
  }

  /** What they are exported as, in order. */
  List<String> names() {
    return names;
  }

  /** Their types, for the function section. */
  Additions functions() {
    return new Additions(count(), functions);
  }

  /** Their code, for the end of the code section. */
  ByteWriter bodies() {
    return bodies;
  }
}
