package souk.runtime.module;

import java.nio.charset.StandardCharsets;
import java.util.List;
import souk.runtime.module.Layout.Section;

/**
 * Modules that do nothing but call their host: as a command the first sequence, as an agent one
 * sequence a turn. The error numbers go to {@link #ERRORS}, one behind the other.
 */
public final class CallModule {
  /** Where the error numbers of a sequence go. */
  public static final int ERRORS = 24_576;

  /** Pages of memory. */
  public static final int PAGES = 2;

  private static final List<HostCall> CALLS = List.of(HostCall.values());
  private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};
  private static final int FUNCTION_REFERENCE = 0x70;
  private static final int I32_STORE = 0x36;
  private static final int NOTHING_TO_NOTHING = CALLS.size();

  private final List<List<Call>> sequences;
  private final byte[] memory;

  /** A call with its arguments. */
  public record Call(HostCall function, List<Long> values) {}

  private CallModule(List<List<Call>> sequences, byte[] memory) {
    this.sequences = sequences;
    this.memory = memory;
  }

  /**
   * The module.
   *
   * @param memory what its memory begins with
   */
  public static byte[] of(List<List<Call>> sequences, byte[] memory) {
    return new CallModule(sequences, memory).bytes();
  }

  private byte[] bytes() {
    var imported = CALLS.size();
    var count = sequences.size();
    return new ByteWriter()
        .bytes(PREAMBLE)
        .section(Section.TYPE, types())
        .section(Section.IMPORT, imports())
        .section(Section.FUNCTION, functions())
        .section(Section.TABLE, new ByteWriter().u32(1).u8(FUNCTION_REFERENCE).u8(0).u32(count))
        .section(Section.MEMORY, new ByteWriter().u32(1).u8(1).u32(PAGES).u32(PAGES))
        .section(Section.GLOBAL, counter())
        .section(
            Section.EXPORT,
            export(
                export(new ByteWriter().u32(2), AdmittedModule.AGENT_ENTRY, imported + count),
                AdmittedModule.COMMAND_ENTRY,
                imported))
        .section(Section.ELEMENT, elements())
        .section(Section.CODE, code())
        .section(Section.DATA, data())
        .toArray();
  }

  private static ByteWriter types() {
    var out = new ByteWriter().u32(NOTHING_TO_NOTHING + 1);
    for (var call : CALLS) {
      var type = call.type();
      out.u8(0x60).u32(type.parameters().size());
      type.parameters().forEach(parameter -> out.u8(parameter.code()));
      out.u32(type.results().size());
      type.results().forEach(result -> out.u8(result.code()));
    }
    return out.u8(0x60).u32(0).u32(0);
  }

  private static ByteWriter imports() {
    var out = new ByteWriter().u32(CALLS.size());
    for (var call : CALLS) {
      name(name(out, call.moduleName()), call.functionName()).u8(0).u32(CALLS.indexOf(call));
    }
    return out;
  }

  private ByteWriter functions() {
    var out = new ByteWriter().u32(sequences.size() + 1);
    for (var i = 0; i <= sequences.size(); i++) {
      out.u32(NOTHING_TO_NOTHING);
    }
    return out;
  }

  private static ByteWriter counter() {
    var out = new ByteWriter().u32(1).u8(ValueType.I32.code()).u8(1);
    return out.u8(Opcode.I32_CONST).signed(0).u8(Opcode.END);
  }

  private static ByteWriter export(ByteWriter out, String name, int function) {
    return name(out, name).u8(0).u32(function);
  }

  private static ByteWriter name(ByteWriter out, String name) {
    var text = name.getBytes(StandardCharsets.US_ASCII);
    return out.u32(text.length).bytes(text);
  }

  private ByteWriter elements() {
    var out = new ByteWriter().u32(1).u32(0).u8(Opcode.I32_CONST).signed(0).u8(Opcode.END);
    out.u32(sequences.size());
    for (var i = 0; i < sequences.size(); i++) {
      out.u32(CALLS.size() + i);
    }
    return out;
  }

  private ByteWriter code() {
    var out = new ByteWriter().u32(sequences.size() + 1);
    sequences.forEach(sequence -> out.sized(body(sequence)));
    return out.sized(turn());
  }

  private static ByteWriter body(List<Call> sequence) {
    var out = new ByteWriter().u32(0);
    var at = ERRORS;
    for (var call : sequence) {
      out.u8(Opcode.I32_CONST).signed(at);
      for (var i = 0; i < call.values().size(); i++) {
        var value = call.values().get(i);
        if (call.function().isLong(i)) {
          out.u8(Opcode.I64_CONST).signed(value);
        } else {
          out.u8(Opcode.I32_CONST).signed(value << Integer.SIZE >> Integer.SIZE);
        }
      }
      out.u8(Opcode.CALL_FUNCTION).u32(CALLS.indexOf(call.function()));
      out.u8(I32_STORE).u8(2).u32(0);
      at += Integer.BYTES;
    }
    return out.u8(Opcode.END);
  }

  private static ByteWriter turn() {
    var out = new ByteWriter().u32(0);
    out.u8(Opcode.GLOBAL_GET).u32(0).u8(Opcode.GLOBAL_GET).u32(0);
    out.u8(Opcode.I32_CONST).signed(1).u8(Opcode.I32_ADD).u8(Opcode.GLOBAL_SET).u32(0);
    return out.u8(Opcode.CALL_TABLE).u32(NOTHING_TO_NOTHING).u32(0).u8(Opcode.END);
  }

  private ByteWriter data() {
    var out = new ByteWriter().u32(1).u32(0).u8(Opcode.I32_CONST).signed(0).u8(Opcode.END);
    return out.u32(memory.length).bytes(memory);
  }
}
