package souk.runtime.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.TurnOrder;
import souk.runtime.state.Snapshot;

/**
 * Main class of the child process that runs one job: reads a request from standard input, runs it,
 * answers on standard output; an agent's turns one by one. Ends at once if its parent goes away.
 */
public final class Worker {
  private static final int ABANDONED = 1;

  private final DataInputStream requests;
  private final DataOutputStream answers;

  private Worker(DataInputStream requests, DataOutputStream answers) {
    this.requests = requests;
    this.answers = answers;
  }

  /**
   * Runs one job.
   *
   * @param arguments none
   * @throws IOException if the parent's request cannot be read or the answer not written
   * @throws InterruptedException never: nobody interrupts it
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var answers = new DataOutputStream(new BufferedOutputStream(System.out));
    // Whatever else prints must not end up between the answer's bytes.
    System.setOut(System.err);
    new Worker(new DataInputStream(new BufferedInputStream(System.in)), answers).work();
  }

  private void work() throws IOException, InterruptedException {
    try {
      var preparation = Wire.readPreparation(requests);
      var kind = Wire.readKind(requests);
      var limits = Wire.readLimits(requests);
      var invocation = Wire.readInvocation(requests);
      switch (kind) {
        case COMMAND -> command(preparation, invocation, limits);
        case AGENT_JOB -> agent(preparation, AgentWire.readJob(requests, invocation, limits));
      }
    } catch (OutOfMemoryError _) {
      Wire.writeOutcome(answers, new RunOutcome.HostFault("this host has too little memory"));
    }
  }

  private void command(Preparation preparation, Invocation invocation, Limits limits)
      throws IOException {
    endWithParent(() -> requests.transferTo(OutputStream.nullOutputStream()));
    var outcome =
        preparation instanceof Preparation.Done(var artefact)
            ? EndiveEngine.compiled().run(artefact, invocation, limits)
            : engine(preparation).run(invocation, limits);
    Wire.writeOutcome(answers, outcome);
  }

  private void agent(Preparation preparation, AgentJob job)
      throws IOException, InterruptedException {
    var from = AgentWire.readSnapshot(requests);
    var orders = new SynchronousQueue<TurnOrder>();
    endWithParent(() -> takeOrders(orders));
    var opening = open(preparation, job, from);
    AgentWire.writeOpening(answers, opening);
    if (opening instanceof Opening.Opened(var machine)) {
      TurnOutcome outcome;
      do {
        outcome = machine.turn(orders.take());
        AgentWire.writeTurn(answers, outcome);
      } while (outcome.kept());
    }
  }

  private Opening open(Preparation preparation, AgentJob job, Optional<Snapshot> from) {
    return preparation instanceof Preparation.Done(var artefact)
        ? EndiveEngine.compiled().open(artefact, job, from)
        : engine(preparation).open(job, from);
  }

  private EndiveEngine engine(Preparation preparation) {
    return EndiveEngine.apart(preparation instanceof Preparation.Wanted ? this::handOver : _ -> {});
  }

  private void handOver(Artefact artefact) {
    try {
      Wire.writeMadeArtefact(answers, artefact);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void takeOrders(SynchronousQueue<TurnOrder> orders)
      throws IOException, InterruptedException {
    while (true) {
      orders.put(AgentWire.readOrder(requests));
    }
  }

  /** Reads requests until there are none. */
  private interface Reading {
    void all() throws IOException, InterruptedException;
  }

  /** The parent keeps its end of standard input open as long as it wants an answer. */
  private static void endWithParent(Reading reading) {
    Thread.ofPlatform()
        .daemon()
        .name("souk-parent")
        .start(
            () -> {
              try {
                reading.all();
              } catch (IOException | InterruptedException _) {
                // The pipe ended or broke: the parent is gone as well.
              }
              Runtime.getRuntime().halt(ABANDONED);
            });
  }
}
