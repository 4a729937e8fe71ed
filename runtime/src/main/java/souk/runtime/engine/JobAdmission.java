package souk.runtime.engine;

import souk.protocol.job.JobKind;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.module.Admission;

/** Whether the machine runs a job: its module, and what depends on the job's limits and input. */
final class JobAdmission {
  private JobAdmission() {}

  /** Whether it runs a command. */
  static Admission of(Invocation invocation, Limits limits) {
    return of(JobKind.COMMAND, invocation, limits);
  }

  /** Whether it runs an agent job. */
  static Admission of(AgentJob job) {
    try {
      job.input();
    } catch (IllegalArgumentException e) {
      return new Admission.Refused("the input is no agent's: " + e.getMessage());
    }
    return of(JobKind.AGENT_JOB, job.invocation(), job.limits());
  }

  private static Admission of(JobKind kind, Invocation invocation, Limits limits) {
    var admission = Admission.of(invocation.module().toArray(), kind);
    if (admission instanceof Admission.Admitted(var module)
        && module.initialMemoryPages() > limits.memoryCap()) {
      return new Admission.Refused(
          "the module starts with %d pages of memory, the limit is %d"
              .formatted(module.initialMemoryPages(), limits.memoryCap()));
    }
    return admission;
  }
}
