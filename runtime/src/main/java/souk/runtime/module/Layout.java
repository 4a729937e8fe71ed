package souk.runtime.module;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Where the parts of a module lie in its bytes, and what the rewriter must know of them.
 *
 * @param sections every section but custom ones, in order
 * @param types the type section
 * @param imported how many of each kind are imported; they come first in every order of indices
 * @param functionTypes type index of every function, imported ones first
 * @param tables its own tables
 * @param memories its own memory; none if it has none
 * @param globalTypes the globals, imported ones first
 * @param bodies code of the functions that are not imported
 * @param exported types of the exported functions by name
 * @param fixtureChange opcode of an instruction that changes a table or drops a segment, if there
 *     is one
 */
record Layout(
    List<Section> sections,
    List<FunctionType> types,
    Counts imported,
    List<Integer> functionTypes,
    List<Table> tables,
    List<Range> memories,
    List<Global> globalTypes,
    List<Span> bodies,
    Map<String, FunctionType> exported,
    OptionalInt fixtureChange) {

  Layout {
    sections = List.copyOf(sections);
    types = List.copyOf(types);
    functionTypes = List.copyOf(functionTypes);
    tables = List.copyOf(tables);
    memories = List.copyOf(memories);
    globalTypes = List.copyOf(globalTypes);
    bodies = List.copyOf(bodies);
    exported = Map.copyOf(exported);
  }

  /** Offsets in the module's bytes. */
  record Span(int from, int to) {
    int size() {
      return to - from;
    }
  }

  /** A section's number and content. */
  record Section(int id, Span content) {
    static final int CUSTOM = 0;
    static final int TYPE = 1;
    static final int IMPORT = 2;
    static final int FUNCTION = 3;
    static final int TABLE = 4;
    static final int MEMORY = 5;
    static final int GLOBAL = 6;
    static final int EXPORT = 7;
    static final int START = 8;
    static final int ELEMENT = 9;
    static final int CODE = 10;
    static final int DATA = 11;
    static final int DATA_COUNT = 12;

    /** The order in which sections must come, custom ones apart. */
    static final List<Integer> ORDER =
        List.of(
            TYPE,
            IMPORT,
            FUNCTION,
            TABLE,
            MEMORY,
            GLOBAL,
            EXPORT,
            START,
            ELEMENT,
            DATA_COUNT,
            CODE,
            DATA);
  }

  /** How many there are of each kind. */
  record Counts(int functions, int tables, int memories, int globals) {
    static final Counts NONE = new Counts(0, 0, 0, 0);
  }

  /** Least and most size; in pages or elements. */
  record Range(long least, long most) {}

  /** What a global holds, and whether it can be set. */
  record Global(ValueType type, boolean mutable) {}

  /** A table and the type of its elements. */
  record Table(ValueType elements, Range size) {}

  /** Indices of the globals that can be set, ascending. */
  List<Integer> mutableGlobals() {
    return IntStream.range(0, globals()).filter(i -> globalTypes.get(i).mutable()).boxed().toList();
  }

  /** Whether there is a memory, its own or an imported one. */
  boolean hasMemory() {
    return memories.size() + imported.memories() > 0;
  }

  /** Pages its own memory may grow to under a cap. */
  int maximumPages(int memoryCap) {
    return (int) Math.min(memories.getFirst().most(), memoryCap);
  }

  /** Number of globals, imported ones included: the index of the first that is added. */
  int globals() {
    return globalTypes.size();
  }

  /** The type of a function by its index. */
  FunctionType typeOf(int function) {
    return types.get(functionTypes.get(function));
  }
}
