package souk.testnet.work;

import souk.client.run.JobRunner;
import souk.protocol.evidence.Result;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.engine.Engine;
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

  /** What the program's job must have been settled with. */
  public Result expected(Program program) {
    var limits = Limits.of(program.fuelLimit(), memoryPages);
    return switch (engine.run(program.invocation(), limits)) {
      case RunOutcome.Completed(var execution) -> JobRunner.result(execution);
      case RunOutcome.Rejected(var reason) ->
          throw new IllegalStateException(program.title() + " is inadmissible: " + reason);
      case RunOutcome.HostFault(var reason) ->
          throw new IllegalStateException(program.title() + " cannot run here: " + reason);
    };
  }
}
