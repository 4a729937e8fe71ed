package souk.runtime.engine;

import java.util.Optional;
import java.util.function.Consumer;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.TurnOrder;
import souk.runtime.state.Snapshot;

/** An agent in a worker process: one process for all its turns. */
final class ChildAgent implements AgentMachine {
  private final WorkerProcess worker;
  private final AgentJob job;
  private boolean over;

  private ChildAgent(WorkerProcess worker, AgentJob job) {
    this.worker = worker;
    this.job = job;
  }

  /**
   * Opens an agent in a worker, which ends with it.
   *
   * @param keeper who gets an artefact the worker makes
   */
  static Opening open(
      WorkerProcess worker,
      Preparation preparation,
      Consumer<Artefact> keeper,
      AgentJob job,
      Optional<Snapshot> from) {
    var opening =
        worker.<Opening>ask(
            (requests, answers) -> {
              AgentWire.writeRequest(requests, preparation, job, from);
              return AgentWire.readOpening(answers, keeper, new ChildAgent(worker, job));
            },
            Opening.HostFault::new);
    if (!(opening instanceof Opening.Opened)) {
      worker.close();
    }
    return opening;
  }

  @Override
  public TurnOutcome turn(TurnOrder order) {
    if (over) {
      throw new IllegalStateException("there is no turn after one that was not kept");
    }
    var outcome =
        worker.<TurnOutcome>ask(
            (requests, answers) -> {
              AgentWire.writeOrder(requests, order);
              return AgentWire.readTurn(answers, order, job.limits());
            },
            TurnOutcome.HostFault::new);
    if (!outcome.kept()) {
      close();
    }
    return outcome;
  }

  @Override
  public void close() {
    over = true;
    worker.close();
  }
}
