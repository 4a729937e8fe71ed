package souk.runtime.machine;

/** What came of trying to run a job. Only {@link Completed} is a result to commit to. */
public sealed interface RunOutcome {

  /**
   * The execution ended: by itself, with a trap, or out of fuel.
   *
   * @param execution the result
   */
  record Completed(Execution execution) implements RunOutcome {}

  /**
   * The machine does not admit this module under these limits; no engine would. Never a result.
   *
   * @param reason one line: what is wrong with the module and what to do
   */
  record Rejected(String reason) implements RunOutcome {}

  /**
   * This host failed: out of memory, over its wall-clock guard, a crashed child. Says nothing about
   * the job and is never a result; another attempt or another host may succeed.
   *
   * @param reason one line: what failed
   */
  record HostFault(String reason) implements RunOutcome {}
}
