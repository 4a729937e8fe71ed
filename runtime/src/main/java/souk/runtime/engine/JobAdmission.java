package souk.runtime.engine;

import java.util.Optional;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.job.JobKind;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.module.Admission;
import souk.runtime.state.Snapshot;

/** Whether the machine runs a job: its module, and what depends on the job's limits and input. */
public final class JobAdmission {
  private JobAdmission() {}

  /** Whether it runs that as that kind of job. */
  public static Admission of(JobKind kind, Invocation invocation, Limits limits) {
    return switch (kind) {
      case COMMAND -> ofModule(kind, invocation, limits);
      case AGENT_JOB ->
          inputProblem(invocation)
              .<Admission>map(Admission.Refused::new)
              .orElseGet(() -> ofModule(kind, invocation, limits));
    };
  }

  /** Whether it runs a command. */
  static Admission of(Invocation invocation, Limits limits) {
    return of(JobKind.COMMAND, invocation, limits);
  }

  /** Whether it runs an agent job. */
  static Admission of(AgentJob job) {
    return of(JobKind.AGENT_JOB, job.invocation(), job.limits());
  }

  /** Why no agent of that job goes on from a state: one line; empty if it may. */
  public static Optional<String> objection(AgentJob job, Snapshot state) {
    return switch (of(job)) {
      case Admission.Refused(var reason) -> Optional.of(reason);
      case Admission.Admitted(var module) -> AgentShape.of(module, job.limits()).objection(state);
    };
  }

  /** Why an agent job's input is none: one line. */
  static Optional<String> inputProblem(Invocation invocation) {
    try {
      AgentInputCodec.decode(invocation.input().toArray());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("the input is no agent's: " + e.getMessage());
    }
  }

  private static Admission ofModule(JobKind kind, Invocation invocation, Limits limits) {
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
