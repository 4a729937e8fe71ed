package souk.testnet.work;

import souk.client.run.JobRunner;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.engine.Engine;
import souk.runtime.engine.TurnObserver;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;

/**
 * Runs programs again in this process and keeps what they write: what is right, by our own eyes.
 */
public final class ResultCheck {
  private final Engine engine = EndiveEngine.compiled();
  private final int memoryPages;

  /**
   * @param memoryPages memory limit of the jobs
   */
  public ResultCheck(int memoryPages) {
    this.memoryPages = memoryPages;
  }

  /** What the program's job must have been settled with, unless it is an agent. */
  public Result expected(Program program) {
    return result(program, engine.run(program.invocation(), limits(program)));
  }

  /** What that job, which runs the program, must have been settled with. */
  public Result expected(Program program, JobSpec job) {
    return switch (job.kind()) {
      case COMMAND -> expected(program);
      case AGENT_JOB -> {
        var agent =
            new AgentJob(program.invocation(), limits(program), job.turnLimit(), job.postedAt());
        yield result(program, new AgentRunner(engine).run(agent, TurnObserver.NONE));
      }
    };
  }

  private Limits limits(Program program) {
    return Limits.of(program.fuelLimit(), memoryPages);
  }

  private static Result result(Program program, RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Completed(var execution) -> JobRunner.result(execution);
      case RunOutcome.Rejected(var reason) ->
          throw new IllegalStateException(program.title() + " is inadmissible: " + reason);
      case RunOutcome.HostFault(var reason) ->
          throw new IllegalStateException(program.title() + " cannot run here: " + reason);
    };
  }
}
