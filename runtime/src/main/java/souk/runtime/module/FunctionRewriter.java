package souk.runtime.module;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Rewrites one function's body.
 *
 * <pre>
 *   depth -= frame; stop if below 0                  only if the function calls
 *   fuel = $fuel - entry - first segment; stop if below 0
 *   block (results)                                  return becomes a branch out of it
 *     body, each segment charged at its start, loop heads checked,
 *     $fuel = fuel before and fuel = $fuel after each call
 *   end
 *   $fuel = fuel; depth += frame
 * </pre>
 *
 * <p>The counter lives in a local and in the global {@code $fuel} only around calls and at the end:
 * engines keep locals in registers. Code that cannot be reached is left out. The module is valid
 * when this runs, so nothing is checked again.
 */
final class FunctionRewriter {
  private final Layout layout;
  private final BlockTypes blockTypes;
  private final FunctionType type;
  private final int memoryCap;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final Height height = new Height();
  private Map<Integer, ValueType> canonical = Map.of();
  private boolean calls;

  /** A block that is open: where its operands begin, and its type. */
  private record Frame(boolean isLoop, int base, FunctionType type) {}

  /**
   * Rewrites a function.
   *
   * @param memoryCap pages the memory may grow to if its own maximum is not less
   */
  FunctionRewriter(Layout layout, BlockTypes blockTypes, int function, int memoryCap) {
    this.layout = layout;
    this.blockTypes = blockTypes;
    this.type = layout.typeOf(function);
    this.memoryCap = memoryCap;
  }

  ByteWriter rewrite(ByteReader in) {
    canonical = NanFlow.canonical(layout, blockTypes, type, in.again());
    var declared = BodyReader.locals(in);
    var locals = new Locals(type.parameters(), declared);
    var code = new MeteredCode(locals, layout.globals());
    code.startFunction(Weight.ENTRY + declared.size() / Weight.LOCALS_PER_UNIT);
    frames.push(new Frame(false, 0, new FunctionType(List.of(), type.results())));
    while (!frames.isEmpty()) {
      instruction(in, code);
    }
    return assemble(locals, code);
  }

  private ByteWriter assemble(Locals locals, MeteredCode code) {
    var frameUnits = DepthCounter.units(locals.originalCount(), height.most());
    var depth = new DepthCounter(layout.globals() + 1, frameUnits);
    var out = new ByteWriter();
    locals.write(out);
    if (calls) {
      depth.enter(out);
    }
    out.u8(Opcode.BLOCK);
    blockTypes.write(out, type.results());
    out.append(code.finish());
    out.u8(Opcode.END);
    code.store(out);
    if (calls) {
      depth.leave(out);
    }
    return out.u8(Opcode.END);
  }

  private void instruction(ByteReader in, MeteredCode code) {
    var start = in.position();
    var instruction = InstructionTable.read(in);
    switch (instruction.opcode()) {
      case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> open(instruction, start, in, code);
      case Opcode.ELSE -> otherwise(code);
      case Opcode.END -> close(code);
      case Opcode.BR, Opcode.BR_TABLE -> {
        copy(instruction, start, in, code);
        leave(in, code);
      }
      case Opcode.RETURN -> {
        code.charge(instruction).u8(Opcode.BR).u32(frames.size() - 1);
        leave(in, code);
      }
      case Opcode.UNREACHABLE -> {
        code.charge(instruction);
        stop(code);
        leave(in, code);
      }
      case Opcode.BR_IF -> {
        copy(instruction, start, in, code);
        code.endSegment();
      }
      case Opcode.CALL_FUNCTION, Opcode.CALL_TABLE -> call(instruction, start, in, code);
      default -> plain(instruction, start, in, code);
    }
  }

  private void open(Instruction instruction, int start, ByteReader in, MeteredCode code) {
    var blockType = blockTypes.read(in);
    height.change(instruction.stackChange());
    frames.push(
        new Frame(
            instruction.opcode() == Opcode.LOOP,
            height.now() - blockType.parameters().size(),
            blockType));
    if (instruction.opcode() == Opcode.LOOP) {
      code.endSegment();
      in.copy(start, in.position(), code.charge(instruction));
      code.startLoop();
    } else {
      in.copy(start, in.position(), code.charge(instruction));
      if (instruction.opcode() == Opcode.IF) {
        code.endSegment();
      }
    }
  }

  private void otherwise(MeteredCode code) {
    var frame = frames.element();
    code.endSegment();
    code.raw().u8(Opcode.ELSE);
    code.endSegment();
    height.reset(frame.base() + frame.type().parameters().size());
  }

  private void close(MeteredCode code) {
    var frame = frames.pop();
    if (frames.isEmpty()) {
      code.endSegment();
      return;
    }
    if (frame.isLoop()) {
      code.raw().u8(Opcode.END);
    } else {
      code.endSegment();
      code.raw().u8(Opcode.END);
      code.endSegment();
    }
    height.reset(frame.base() + frame.type().results().size());
  }

  /** Ends a segment that goes elsewhere, and leaves out what follows up to the block's end. */
  private void leave(ByteReader in, MeteredCode code) {
    code.endSegment();
    BodyReader.skipUnreachable(in);
  }

  private void stop(MeteredCode code) {
    var out = code.raw();
    code.store(out);
    DepthCounter.mark(out, layout.globals() + 1);
    out.u8(Opcode.UNREACHABLE);
  }

  private void call(Instruction instruction, int start, ByteReader in, MeteredCode code) {
    calls = true;
    var index = in.index();
    var callee =
        instruction.opcode() == Opcode.CALL_TABLE
            ? layout.types().get(index)
            : layout.typeOf(index);
    if (instruction.opcode() == Opcode.CALL_TABLE) {
      in.index();
    }
    var out = code.charge(instruction);
    code.store(out);
    in.copy(start, in.position(), out);
    code.load(out);
    code.endSegment();
    height.change(instruction.stackChange() - callee.parameters().size());
    height.change(callee.results().size());
  }

  private void plain(Instruction instruction, int start, ByteReader in, MeteredCode code) {
    if (instruction.weight() == Weight.BULK) {
      code.chargeCount(BulkCost.of(instruction.opcode()));
      copy(instruction, start, in, code);
    } else if (instruction.weight() == Weight.GROW) {
      Immediates.skip(instruction.immediate(), in);
      height.change(instruction.stackChange());
      var opcodeEnd = in.position();
      code.charge(instruction);
      code.grow(BulkCost.of(instruction.opcode()), out -> in.copy(start, opcodeEnd, out));
      if (instruction.opcode() == Opcode.MEMORY_GROW && !layout.memories().isEmpty()) {
        code.requireMemory(layout.maximumPages(memoryCap));
      }
    } else {
      copy(instruction, start, in, code);
      var nanType = canonical.get(start);
      if (nanType != null) {
        code.canonicaliseNan(nanType);
      }
    }
  }

  private void copy(Instruction instruction, int start, ByteReader in, MeteredCode code) {
    Immediates.skip(instruction.immediate(), in);
    in.copy(start, in.position(), code.charge(instruction));
    height.change(instruction.stackChange());
  }
}
