package souk.runtime.module;

import java.util.List;

/** What a function or a block takes and leaves. */
record FunctionType(List<ValueType> parameters, List<ValueType> results) {
  FunctionType {
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
  }
}
