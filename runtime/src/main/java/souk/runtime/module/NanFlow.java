package souk.runtime.module;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Follows the values of one function from where they are computed to where they are used, to find
 * the NaNs whose bits a program can tell.
 *
 * <p>Arithmetic, comparison, conversion to integers and {@code drop} tell nothing of a NaN's bits.
 * {@code select}, {@code neg}, {@code abs}, {@code copysign} and locals pass them on. Everything
 * else tells them, and so does the end of a block: what leaves one is not followed.
 */
final class NanFlow {
  private final Layout layout;
  private final BlockTypes blockTypes;
  private final FunctionType type;
  private final ByteReader in;
  private final NanPlacement placement;
  private final List<FloatValue> stack = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private final List<ValueType> locals;
  private int loops;

  /** A block that is open: where its operands begin, and its type. */
  private record Frame(boolean isLoop, int base, FunctionType type) {
    int targetArity() {
      return isLoop ? type.parameters().size() : type.results().size();
    }
  }

  private NanFlow(Layout layout, BlockTypes blockTypes, FunctionType type, ByteReader in) {
    this.layout = layout;
    this.blockTypes = blockTypes;
    this.type = type;
    this.in = in;
    this.locals = new ArrayList<>(type.parameters());
    locals.addAll(BodyReader.locals(in));
    this.placement = new NanPlacement(locals.size(), type.parameters().size());
  }

  /**
   * Where the instructions begin whose results are made canonical, and the types of those.
   *
   * @param in the function's body, in the bytes the positions refer to
   */
  static Map<Integer, ValueType> canonical(
      Layout layout, BlockTypes blockTypes, FunctionType type, ByteReader in) {
    return new NanFlow(layout, blockTypes, type, in).follow();
  }

  private Map<Integer, ValueType> follow() {
    frames.add(new Frame(false, 0, new FunctionType(List.of(), type.results())));
    while (!frames.isEmpty()) {
      instruction();
    }
    return placement.types();
  }

  private void instruction() {
    var position = in.position();
    var instruction = InstructionTable.read(in);
    switch (instruction.opcode()) {
      case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> open(instruction.opcode());
      case Opcode.ELSE -> otherwise();
      case Opcode.END -> close();
      case Opcode.BR, Opcode.BR_TABLE, Opcode.RETURN, Opcode.UNREACHABLE -> {
        Immediates.skip(instruction.immediate(), in);
        tellAll();
        BodyReader.skipUnreachable(in);
      }
      case Opcode.BR_IF -> {
        pop();
        tellTop(target(in.index()).targetArity());
      }
      case Opcode.CALL_FUNCTION -> call(layout.typeOf(in.index()));
      case Opcode.CALL_TABLE -> {
        pop();
        call(layout.types().get(in.index()));
        in.index();
      }
      case Opcode.LOCAL_GET -> push(read(in.index(), position));
      case Opcode.LOCAL_SET -> placement.assign(in.index(), pop());
      case Opcode.LOCAL_TEE -> {
        var local = in.index();
        placement.assign(local, pop());
        push(read(local, position));
      }
      case Opcode.F32_CONST -> push(number(Float.isNaN(in.float32())));
      case Opcode.F64_CONST -> push(number(Double.isNaN(in.float64())));
      default -> {
        Immediates.skip(instruction.immediate(), in);
        plain(instruction, position);
      }
    }
  }

  private FloatValue read(int local, int position) {
    var type = locals.get(local);
    return type.isFloat()
        ? FloatValue.of(local, new FloatValue.Origin(position, type, loops))
        : FloatValue.FIXED;
  }

  private static FloatValue number(boolean isNan) {
    return isNan ? FloatValue.FIXED : FloatValue.NUMBER;
  }

  private void open(int opcode) {
    var blockType = blockTypes.read(in);
    if (opcode == Opcode.IF) {
      pop();
    }
    tellTop(blockType.parameters().size());
    var base = stack.size() - blockType.parameters().size();
    frames.add(new Frame(opcode == Opcode.LOOP, base, blockType));
    reset(base, blockType.parameters().size());
    loops += opcode == Opcode.LOOP ? 1 : 0;
  }

  private void otherwise() {
    var frame = frames.getLast();
    tellAbove(frame.base());
    reset(frame.base(), frame.type().parameters().size());
  }

  private void close() {
    var frame = frames.removeLast();
    tellAbove(frame.base());
    reset(frame.base(), frame.type().results().size());
    loops -= frame.isLoop() ? 1 : 0;
  }

  private void call(FunctionType callee) {
    tellTop(callee.parameters().size());
    reset(stack.size() - callee.parameters().size(), callee.results().size());
  }

  private void plain(Instruction instruction, int position) {
    var opcode = instruction.opcode();
    if (opcode == Opcode.SELECT || opcode == Opcode.TYPED_SELECT) {
      pop();
      push(FloatValue.passed(pop(), pop()));
    } else if (instruction.changesSign()) {
      push(FloatValue.passed(pop()));
    } else if (instruction.copiesSign()) {
      placement.tell(pop());
      push(FloatValue.passed(pop()));
    } else {
      if (!instruction.hidesNanBits()) {
        tellTop(instruction.operands());
      }
      reset(stack.size() - instruction.operands(), instruction.results());
      var arithmetic = instruction.arithmetic();
      if (arithmetic != null) {
        pop();
        push(FloatValue.arithmetic(new FloatValue.Origin(position, arithmetic, loops)));
      }
    }
  }

  private Frame target(int label) {
    return frames.get(frames.size() - 1 - label);
  }

  private void push(FloatValue value) {
    stack.add(value);
  }

  private FloatValue pop() {
    return stack.removeLast();
  }

  /** Lets the stack have a height again, with values on top that are what they are. */
  private void reset(int height, int fixed) {
    stack.subList(height, stack.size()).clear();
    stack.addAll(Collections.nCopies(fixed, FloatValue.FIXED));
  }

  private void tellTop(int count) {
    tellAbove(stack.size() - count);
  }

  private void tellAbove(int height) {
    stack.subList(height, stack.size()).forEach(placement::tell);
  }

  /** What a branch takes along is on top of what it drops. */
  private void tellAll() {
    tellAbove(frames.getLast().base());
  }
}
