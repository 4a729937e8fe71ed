package souk.runtime.module;

import static souk.runtime.module.ByteReader.malformed;

/** Reads past what follows an opcode, refusing what the machine does not admit there. */
final class Immediates {
  private Immediates() {}

  static void skip(Immediate immediate, ByteReader in) {
    switch (immediate) {
      case NONE -> {}
      case BLOCK_TYPE -> {
        var unused = blockType(in);
      }
      case INDEX -> in.index();
      case TWO_INDICES -> {
        in.index();
        in.index();
      }
      case BRANCH_TARGETS -> branchTargets(in);
      case VALUE_TYPES -> valueTypes(in);
      case REFERENCE_TYPE -> referenceType(in);
      case MEMORY_ACCESS -> memoryAccess(in);
      case MEMORY -> memory(in);
      case TWO_MEMORIES -> {
        memory(in);
        memory(in);
      }
      case SEGMENT_AND_MEMORY -> {
        in.index();
        memory(in);
      }
      case INT32 -> in.signed(32);
      case INT64 -> in.signed(64);
      case FLOAT32 -> in.skip(4);
      case FLOAT64 -> in.skip(8);
    }
  }

  /** The index of a block's type; negative if it has none, but at most one result. */
  static long blockType(ByteReader in) {
    var type = in.signed(33);
    if (type < 0 && (type & 0x7F) != ValueType.EMPTY_BLOCK) {
      ValueType.of((int) (type & 0x7F));
    }
    return type;
  }

  private static void branchTargets(ByteReader in) {
    for (var left = in.count(Sizes.BRANCH_TARGETS, "targets in one br_table"); left >= 0; left--) {
      in.index();
    }
  }

  private static void valueTypes(ByteReader in) {
    for (var left = in.count(1, "types on a select"); left > 0; left--) {
      ValueType.of(in.u8());
    }
  }

  private static void referenceType(ByteReader in) {
    if (!ValueType.of(in.u8()).isReference()) {
      throw malformed("a null is not of a reference type");
    }
  }

  private static void memoryAccess(ByteReader in) {
    if (in.u32() > 3) {
      throw malformed("an alignment exceeds 8 bytes, or names another memory");
    }
    in.u32();
  }

  private static void memory(ByteReader in) {
    if (in.u8() != 0) {
      throw new InadmissibleModuleException(
          "the module uses several memories, which the machine does not admit");
    }
  }
}
