package souk.client.run;

import souk.runtime.machine.Invocation;

/** What came of fetching what a job needs. */
public sealed interface Preparation {

  /** Everything is here, and the machine admits the module. */
  record Ready(Invocation invocation) implements Preparation {}

  /**
   * The machine admits it, but it would be unreasonably slow on this engine; others may run it.
   *
   * @param reason one line
   */
  record Unsuited(String reason) implements Preparation {}

  /**
   * A blob is not to be had now; another time or place may have it.
   *
   * @param reason one line
   */
  record Unavailable(String reason) implements Preparation {}

  /**
   * The job cannot be run by anybody: its blobs are not what they should be, or the machine does
   * not admit the module.
   *
   * @param reason one line
   */
  record Invalid(String reason) implements Preparation {}
}
