package souk.runtime.engine;

/** What came of opening an agent's machine. */
public sealed interface Opening {

  /** It is ready for its first turn. */
  record Opened(AgentMachine machine) implements Opening {}

  /**
   * The machine does not admit this agent under these limits; no engine would. Never a result.
   *
   * @param reason one line: what is wrong and what to do
   */
  record Rejected(String reason) implements Opening {}

  /**
   * This host failed; says nothing about the job.
   *
   * @param reason one line: what failed
   */
  record HostFault(String reason) implements Opening {}
}
