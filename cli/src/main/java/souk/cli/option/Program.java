package souk.cli.option;

import souk.protocol.job.JobKind;
import souk.runtime.machine.Invocation;
import souk.runtime.module.Admission;

/**
 * What a person wants run.
 *
 * @param name its file's name, as messages call it
 * @param invocation module and all it can see; an agent's input is in canonical form
 * @param turns turns of an agent job; 0 for a command
 */
public record Program(String name, Invocation invocation, int turns) {
  /** Whether it is run turn by turn. */
  public boolean isAgent() {
    return turns > 0;
  }

  /** How it is run. */
  public JobKind kind() {
    return isAgent() ? JobKind.AGENT_JOB : JobKind.COMMAND;
  }

  /**
   * What a person reads where the machine does not run it: one line.
   *
   * @param reason why
   */
  public String refusal(String reason) {
    return !isAgent() && isModuleOfAgent()
        ? name + " is an agent: say how many turns it may take with --turns N"
        : name + ": " + reason;
  }

  private boolean isModuleOfAgent() {
    return Admission.of(invocation.module().toArray(), JobKind.AGENT_JOB)
        instanceof Admission.Admitted;
  }
}
