package souk.client.run;

import java.util.Optional;
import souk.runtime.machine.Invocation;
import souk.runtime.state.Snapshot;

/** What came of fetching what a job needs. */
public sealed interface Preparation {

  /**
   * Everything is here, and the machine admits the module.
   *
   * @param first the state that an agent job's input names
   */
  record Ready(Invocation invocation, Optional<Snapshot> first) implements Preparation {}

  /**
   * The machine admits it, but it would be unreasonably slow on this engine; others may run it.
   *
   * @param reason one line
   */
  record Unsuited(String reason) implements Preparation {}

  /**
   * A blob or a state is not to be had now; another time or place may have it.
   *
   * @param reason one line
   */
  record Unavailable(String reason) implements Preparation {}

  /**
   * The job cannot be run by anybody: its blobs are not what they should be, the machine does not
   * admit the module, or it has no such state.
   *
   * @param reason one line
   */
  record Invalid(String reason) implements Preparation {}
}
