package souk.runtime.module;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides which values of one function are made canonical, so that every NaN whose bits can be told
 * is, and as few others as possible.
 *
 * <p>A value that is told, and comes from arithmetic, is made canonical where it is computed. A
 * local that only ever holds results of arithmetic may hold them as they are, and is made canonical
 * where it is read and told: a sum that is collected in a loop and stored behind it costs nothing
 * in the loop.
 */
final class NanPlacement {
  private static final int MOST_LOOPS = 8;
  private static final int LOOP_FACTOR_SHIFT = 3;

  private final List<Variable> variables = new ArrayList<>();
  private final Deque<FloatValue> told = new ArrayDeque<>();
  private final Map<Integer, ValueType> types = new TreeMap<>();

  /** A local: what is assigned to it, and where it is read and its bits can be told. */
  private static final class Variable {
    private final List<FloatValue> assigned = new ArrayList<>();
    private final List<FloatValue> readAndTold = new ArrayList<>();
    private final List<Integer> copies = new ArrayList<>();

    /** Whether it holds nothing but results of arithmetic. */
    private boolean computed;

    /** Whether what is assigned is made canonical, not what is read. */
    private boolean canonical;
  }

  /**
   * @param locals locals, parameters included
   * @param parameters how many of them are parameters, whose first values come from elsewhere
   */
  NanPlacement(int locals, int parameters) {
    for (var i = 0; i < locals; i++) {
      var variable = new Variable();
      variable.computed = i >= parameters;
      variables.add(variable);
    }
  }

  void assign(int local, FloatValue value) {
    variables.get(local).assigned.add(value);
  }

  /** Notes that a value's bits go where they can be told. */
  void tell(FloatValue value) {
    if (value.isOpen()) {
      told.add(value);
    }
  }

  /**
   * Where the instructions begin behind which the top of the stack is made canonical; its types.
   */
  Map<Integer, ValueType> types() {
    findComputed();
    spread();
    for (var variable : variables) {
      if (variable.computed && cost(variable.readAndTold) > cost(variable.assigned)) {
        makeCanonical(variable);
        spread();
      }
    }
    for (var variable : variables) {
      if (!variable.canonical) {
        variable.readAndTold.forEach(this::makeCanonical);
      }
    }
    return types;
  }

  /** Leaves out the locals that are assigned anything else, and what is copied from those. */
  private void findComputed() {
    var others = new ArrayDeque<Variable>();
    for (var i = 0; i < variables.size(); i++) {
      var variable = variables.get(i);
      for (var value : variable.assigned) {
        switch (value.kind()) {
          case ARITHMETIC, NUMBER -> {}
          case LOCAL -> variables.get(value.local()).copies.add(i);
          case FIXED, PASSED -> variable.computed = false;
        }
      }
    }
    variables.stream().filter(variable -> !variable.computed).forEach(others::add);
    while (!others.isEmpty()) {
      for (var copy : others.remove().copies) {
        var variable = variables.get(copy);
        if (variable.computed) {
          variable.computed = false;
          others.add(variable);
        }
      }
    }
  }

  /** Follows told values to where they come from. */
  private void spread() {
    while (!told.isEmpty()) {
      var value = told.remove();
      switch (value.kind()) {
        case FIXED, NUMBER -> {}
        case ARITHMETIC -> makeCanonical(value);
        case PASSED -> told.addAll(value.sources());
        case LOCAL -> {
          var variable = variables.get(value.local());
          if (variable.computed) {
            variable.readAndTold.add(value);
          } else {
            makeCanonical(variable);
          }
        }
      }
    }
  }

  private void makeCanonical(FloatValue value) {
    types.put(value.origin().position(), value.origin().type());
  }

  private void makeCanonical(Variable variable) {
    if (!variable.canonical) {
      variable.canonical = true;
      told.addAll(variable.assigned);
    }
  }

  /** A guess how often instructions run, by the loops around them. */
  private static long cost(List<FloatValue> values) {
    return values.stream()
        .mapToLong(
            value -> 1L << (LOOP_FACTOR_SHIFT * Math.min(value.origin().loops(), MOST_LOOPS)))
        .sum();
  }
}
