package souk.runtime.workbench;

import java.util.List;
import java.util.Optional;

/** One engine, and the instances made on it. */
public interface Workbench extends AutoCloseable {

  /** What came of making an instance. */
  sealed interface Linking {
    record Linked(int instance) implements Linking {}

    record Unlinkable(String reason) implements Linking {}

    record Trapped(String reason) implements Linking {}
  }

  /**
   * What came of a call.
   *
   * @param results none if it trapped
   * @param fuel what the instance's fuel counter holds
   * @param depth what its depth counter holds
   */
  record Called(boolean trapped, List<Value> results, long fuel, int depth) {}

  String name();

  /** Makes an instance of a rewritten module, with imports from the registered ones. */
  Linking link(byte[] rewritten);

  /** Lets later modules import an instance's exports under a module name. */
  void register(int instance, String module);

  /** Sets both counters and calls an export. */
  Called call(
      int instance, String export, List<Value> arguments, List<Value.Type> results, long fuel);

  /** What an exported global holds. */
  Value global(int instance, String export, Value.Type type);

  /** SHA-256 of the exported memory, in hex; empty if there is none. */
  Optional<String> memory(int instance);

  /** Forgets all instances. */
  void clear();

  @Override
  void close();
}
