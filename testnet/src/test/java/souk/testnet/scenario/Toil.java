package souk.testnet.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import souk.client.Job;
import souk.client.JobRequest;
import souk.client.run.JobRunner;
import souk.protocol.evidence.Result;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Arguments;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.testnet.examples.ExampleFiles;

/**
 * An agent whose every turn takes a while.
 *
 * @param turns how many
 * @param fuel fuel limit of all of them: the time a provider has follows from it
 */
record Toil(int turns, Fuel fuel) {
  static final Price CEILING = Price.of(2_500_000);
  private static final Fuel MOST_PER_TURN = new Fuel(100_000_000);

  /**
   * What running it in this process gives.
   *
   * @param fuelUsed by all turns up to each
   */
  record Expected(Result result, List<Fuel> fuelUsed) {
    Expected {
      fuelUsed = List.copyOf(fuelUsed);
    }
  }

  JobRequest request() {
    var invocation =
        new Invocation(
            module(), new Arguments(List.of(), new TreeMap<>()), Bytes.EMPTY, new TreeMap<>());
    var input = new AgentInput(MOST_PER_TURN, Amount.of(1_000_000), List.of());
    return JobRequest.of(invocation, fuel, CEILING).withTurns(turns, input);
  }

  /** What that job must come to. */
  Expected expected(Job job) {
    var limits = Limits.of(fuel, JobRequest.DEFAULT_MEMORY);
    var agent = new AgentJob(request().invocation(), limits, turns, job.spec().postedAt());
    var used = new ArrayList<Fuel>();
    var outcome =
        new AgentRunner(EndiveEngine.compiled())
            .run(agent, (now, _, _) -> used.add(now.fuelUsed()));
    if (outcome instanceof RunOutcome.Completed(var execution)) {
      return new Expected(JobRunner.result(execution), used);
    }
    throw new IllegalStateException("it does not end: " + outcome);
  }

  private static Bytes module() {
    var file =
        ExampleFiles.projectRoot().resolve("runtime/src/test/resources/wasm/agents/toil.wasm");
    try {
      return Bytes.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
