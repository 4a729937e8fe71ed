package souk.runtime.module;

import java.util.function.Consumer;
import souk.runtime.module.Locals.Scratch;

/**
 * Collects a function's code segment by segment and charges each at its start. A segment is a run
 * of instructions that are always executed together: it ends at branches, calls, and where a branch
 * may arrive.
 */
final class MeteredCode {
  private static final int CANONICAL_F32_NAN = 0x7FC0_0000;
  private static final long CANONICAL_F64_NAN = 0x7FF8_0000_0000_0000L;

  private final Locals locals;
  private final int fuelLocal;
  private final int fuelGlobal;
  private final ByteWriter done = new ByteWriter();
  private final ByteWriter segment = new ByteWriter();
  private long segmentFuel;
  private Start start = Start.INNER;

  /** How a segment is come to, which decides how it begins. */
  private enum Start {
    FUNCTION,
    LOOP,
    INNER
  }

  MeteredCode(Locals locals, int fuelGlobal) {
    this.locals = locals;
    this.fuelLocal = locals.add(ValueType.I64);
    this.fuelGlobal = fuelGlobal;
  }

  void startFunction(int fuel) {
    start = Start.FUNCTION;
    segmentFuel = fuel;
  }

  void startLoop() {
    endSegment();
    start = Start.LOOP;
    segmentFuel = Weight.LOOP;
  }

  /** Adds an instruction's fuel to the segment; the caller writes the instruction. */
  ByteWriter charge(Instruction instruction) {
    segmentFuel += instruction.weight().fuel();
    return segment;
  }

  /** For code of the rewriter's own, which costs nothing. */
  ByteWriter raw() {
    return segment;
  }

  void endSegment() {
    if (segmentFuel > 0) {
      done.u8(start == Start.FUNCTION ? Opcode.GLOBAL_GET : Opcode.LOCAL_GET);
      done.u32(start == Start.FUNCTION ? fuelGlobal : fuelLocal);
      done.u8(Opcode.I64_CONST).signed(segmentFuel).u8(Opcode.I64_SUB);
      if (start == Start.INNER) {
        done.u8(Opcode.LOCAL_SET).u32(fuelLocal);
      } else {
        check(done);
      }
    }
    done.append(segment);
    segment.clear();
    segmentFuel = 0;
    start = Start.INNER;
  }

  /** Everything collected. */
  ByteWriter finish() {
    endSegment();
    return done;
  }

  /** Writes the local counter to the global one. */
  void store(ByteWriter out) {
    out.u8(Opcode.LOCAL_GET).u32(fuelLocal).u8(Opcode.GLOBAL_SET).u32(fuelGlobal);
  }

  /** Reads the local counter from the global one. */
  void load(ByteWriter out) {
    out.u8(Opcode.GLOBAL_GET).u32(fuelGlobal).u8(Opcode.LOCAL_SET).u32(fuelLocal);
  }

  /** Charges for the count on top of the stack, which stays there. */
  void chargeCount(BulkCost cost) {
    var count = locals.scratch(Scratch.COUNT);
    segment.u8(Opcode.LOCAL_TEE).u32(count);
    segment.u8(Opcode.LOCAL_GET).u32(fuelLocal);
    cost(cost, count);
    segment.u8(Opcode.I64_SUB);
    check(segment);
  }

  /** Grows by the count on top of the stack, and charges for it if that succeeds. */
  void grow(BulkCost cost, Consumer<ByteWriter> instruction) {
    var count = locals.scratch(Scratch.COUNT);
    var result = locals.scratch(Scratch.RESULT);
    segment.u8(Opcode.LOCAL_TEE).u32(count);
    instruction.accept(segment);
    segment.u8(Opcode.LOCAL_TEE).u32(result);
    if (cost.ofWhole()) {
      segment.u8(Opcode.LOCAL_GET).u32(result).u8(Opcode.LOCAL_GET).u32(count);
      segment.u8(Opcode.I32_ADD).u8(Opcode.LOCAL_SET).u32(count);
    }
    segment.u8(Opcode.LOCAL_GET).u32(fuelLocal);
    cost(cost, count);
    segment.u8(Opcode.I64_CONST).signed(0);
    segment.u8(Opcode.LOCAL_GET).u32(result).u8(Opcode.I32_CONST).signed(-1).u8(Opcode.I32_NE);
    segment.u8(Opcode.SELECT).u8(Opcode.I64_SUB);
    check(segment);
  }

  /** Behind growing the memory: stops the guest if that failed although it may be so large. */
  void requireMemory(int maximumPages) {
    segment.u8(Opcode.LOCAL_GET).u32(locals.scratch(Scratch.RESULT));
    segment.u8(Opcode.I32_CONST).signed(-1).u8(Opcode.I32_EQ);
    segment.u8(Opcode.IF).u8(ValueType.EMPTY_BLOCK);
    segment.u8(Opcode.LOCAL_GET).u32(locals.scratch(Scratch.COUNT));
    segment.u8(Opcode.I32_CONST).signed(maximumPages).u8(Opcode.MEMORY_SIZE).u8(0);
    segment.u8(Opcode.I32_SUB).u8(Opcode.I32_LE_U);
    segment.u8(Opcode.IF).u8(ValueType.EMPTY_BLOCK);
    DepthCounter.mark(segment, fuelGlobal + 1, DepthCounter.WITHOUT_MEMORY);
    segment.u8(Opcode.UNREACHABLE).u8(Opcode.END).u8(Opcode.END);
  }

  private void cost(BulkCost cost, int count) {
    segment.u8(Opcode.LOCAL_GET).u32(count).u8(Opcode.I64_EXTEND_I32_U);
    segment.u8(Opcode.I64_CONST).signed(cost.factor()).u8(Opcode.I64_MUL);
    segment.u8(Opcode.I64_CONST).signed(cost.shift()).u8(Opcode.I64_SHR_U);
  }

  /** Takes the new counter from the stack, keeps it, and stops the guest if it is below zero. */
  private void check(ByteWriter out) {
    out.u8(Opcode.LOCAL_TEE).u32(fuelLocal);
    out.u8(Opcode.I64_CONST).signed(0).u8(Opcode.I64_LT_S);
    out.u8(Opcode.IF).u8(ValueType.EMPTY_BLOCK);
    store(out);
    out.u8(Opcode.UNREACHABLE).u8(Opcode.END);
  }

  /** Replaces the float on top of the stack by the canonical NaN if it is one. */
  void canonicaliseNan(ValueType type) {
    var value = locals.scratch(type == ValueType.F32 ? Scratch.F32 : Scratch.F64);
    segment.u8(Opcode.LOCAL_TEE).u32(value);
    if (type == ValueType.F32) {
      segment.u8(Opcode.F32_CONST).littleEndian(CANONICAL_F32_NAN, 4);
    } else {
      segment.u8(Opcode.F64_CONST).littleEndian(CANONICAL_F64_NAN, 8);
    }
    segment.u8(Opcode.LOCAL_GET).u32(value).u8(Opcode.LOCAL_GET).u32(value);
    segment.u8(type == ValueType.F32 ? Opcode.F32_EQ : Opcode.F64_EQ).u8(Opcode.SELECT);
  }
}
