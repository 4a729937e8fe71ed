package souk.runtime.module;

import java.util.ArrayList;
import java.util.List;

/** What the types of blocks mean, and the types the rewriter adds for its own blocks. */
final class BlockTypes {
  private final List<FunctionType> types;
  private final int originalCount;

  BlockTypes(List<FunctionType> types) {
    this.types = new ArrayList<>(types);
    this.originalCount = types.size();
  }

  /** Reads a block's type. */
  FunctionType read(ByteReader in) {
    var type = in.signed(33);
    if (type >= 0) {
      return types.get((int) type);
    }
    var code = (int) (type & 0x7F);
    return new FunctionType(
        List.of(), code == ValueType.EMPTY_BLOCK ? List.of() : List.of(ValueType.of(code)));
  }

  /** Writes the type of a block that takes nothing and leaves the results. */
  void write(ByteWriter out, List<ValueType> results) {
    switch (results.size()) {
      case 0 -> out.u8(ValueType.EMPTY_BLOCK);
      case 1 -> out.u8(results.getFirst().code());
      default -> out.signed(index(new FunctionType(List.of(), results)));
    }
  }

  /** The index of a type, which is added if it is not there. */
  int index(FunctionType type) {
    var index = types.indexOf(type);
    if (index < 0) {
      types.add(type);
      return types.size() - 1;
    }
    return index;
  }

  /** The types that were added, for the end of the type section. */
  ModuleRewriter.Additions added() {
    var out = new ByteWriter();
    for (var type : types.subList(originalCount, types.size())) {
      list(out.u8(0x60), type.parameters());
      list(out, type.results());
    }
    return new ModuleRewriter.Additions(types.size() - originalCount, out);
  }

  private static void list(ByteWriter out, List<ValueType> values) {
    out.u32(values.size());
    values.forEach(value -> out.u8(value.code()));
  }
}
