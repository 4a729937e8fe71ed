package souk.runtime.module;

import static souk.runtime.module.ByteReader.malformed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/** Reads function bodies: checks every instruction and size before anything else is done. */
final class BodyReader {
  private BodyReader() {}

  /** The types of a body's declared locals, which stand at its start. */
  static List<ValueType> locals(ByteReader in) {
    var locals = new ArrayList<ValueType>();
    for (var groups = in.count(Sizes.LOCALS, "groups of locals in one function");
        groups > 0;
        groups--) {
      var count = in.u32();
      if (count > Sizes.LOCALS - locals.size()) {
        throw new InadmissibleModuleException(
            "a function has more than %d locals: split it".formatted(Sizes.LOCALS));
      }
      var type = ValueType.of(in.u8());
      for (var i = 0; i < count; i++) {
        locals.add(type);
      }
    }
    return locals;
  }

  /**
   * Checks that a body is made of admitted instructions, and its blocks and branches fit.
   *
   * @param size of the module's code, to which this body's is added
   * @param types how many types the module has
   * @param tables how many tables it has
   * @return the first opcode that changes a table or drops a segment, if there is one
   */
  static OptionalInt check(ByteReader in, CodeSize size, int types, int tables) {
    size.addLocals(locals(in).size());
    var fixtureChange = OptionalInt.empty();
    var blocks = new ArrayDeque<Integer>();
    blocks.push(Opcode.BLOCK);
    while (!blocks.isEmpty()) {
      var instruction = InstructionTable.read(in);
      size.add(instruction);
      checkImmediate(instruction, blocks.size(), types, tables, in);
      nest(instruction.opcode(), blocks);
      if (fixtureChange.isEmpty() && Opcode.changesFixtures(instruction.opcode())) {
        fixtureChange = OptionalInt.of(instruction.opcode());
      }
    }
    in.end("a function's end");
    return fixtureChange;
  }

  private static void checkImmediate(
      Instruction instruction, int labels, int types, int tables, ByteReader in) {
    switch (instruction.opcode()) {
      case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> {
        // The validator behind this reader does not look where the block ends unreachable.
        if (Immediates.blockType(in) >= types) {
          throw malformed("a block is of a type that is not there");
        }
      }
      case Opcode.BR, Opcode.BR_IF -> label(labels, in);
      case Opcode.BR_TABLE -> {
        var targets = in.count(Sizes.BRANCH_TARGETS, "targets in one br_table");
        for (var left = targets; left >= 0; left--) {
          label(labels, in);
        }
      }
      case Opcode.TABLE_SIZE -> {
        // The validator behind this reader does not look.
        if (in.index() >= tables) {
          throw malformed("it asks for the size of a table that is not there");
        }
      }
      default -> Immediates.skip(instruction.immediate(), in);
    }
  }

  private static void label(int labels, ByteReader in) {
    if (in.index() >= labels) {
      throw malformed("a branch leads outside its function");
    }
  }

  private static void nest(int opcode, Deque<Integer> blocks) {
    switch (opcode) {
      case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> blocks.push(opcode);
      case Opcode.ELSE -> {
        if (blocks.pop() != Opcode.IF) {
          throw malformed("an else has no if");
        }
        blocks.push(Opcode.ELSE);
      }
      case Opcode.END -> blocks.pop();
      default -> {}
    }
    if (blocks.size() > Sizes.NESTING) {
      throw new InadmissibleModuleException(
          "a function nests more than %d blocks: split it".formatted(Sizes.NESTING));
    }
  }

  /** Reads past code that cannot be reached: up to the end of its block or its else. */
  static void skipUnreachable(ByteReader in) {
    var nesting = 0;
    while (nesting > 0 || (in.peek() != Opcode.END && in.peek() != Opcode.ELSE)) {
      var skipped = InstructionTable.read(in);
      Immediates.skip(skipped.immediate(), in);
      nesting += nestingChange(skipped);
    }
  }

  private static int nestingChange(Instruction instruction) {
    return switch (instruction.opcode()) {
      case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> 1;
      case Opcode.END -> -1;
      default -> 0;
    };
  }
}
