package souk.provider.node;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import souk.client.node.Crew;
import souk.client.node.Pursuits;
import souk.client.run.Run;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;
import souk.provider.journal.AttemptId;
import souk.settlement.chain.Head;
import souk.settlement.chain.RelayCall;
import souk.settlement.chain.Relayed;
import souk.settlement.index.IndexedJob;

/**
 * Shows whose turn was wrong when a result was that went on from others' turns: who began at
 * another's end is blamed for it all unless the right result is shown. It takes running the job
 * from its start.
 */
final class Attributions implements AutoCloseable {
  private static final int VERDICT_BYTES = Hash.SIZE - 1;

  private final Function<JobSpec, Run> runner;
  private final Pursuits pursuits;
  private final Runnable done;
  private final ProviderLog log;
  private final Map<AttemptId, Result> right = new ConcurrentHashMap<>();
  private final Crew<AttemptId> crew = new Crew<>("attribute");

  /**
   * @param runner fetches and runs a whole job
   * @param done told whenever there is a result to show
   */
  Attributions(Function<JobSpec, Run> runner, Pursuits pursuits, Runnable done, ProviderLog log) {
    this.runner = runner;
    this.pursuits = pursuits;
    this.done = done;
    this.log = log;
  }

  /** Does what is due about an attempt of this provider at that block. */
  void mind(AttemptId id, IndexedJob job, Head now) {
    job.snapshot().relayed().attribution().ifPresent(asked -> show(id, job.spec(), asked, now));
  }

  /** The attempt is over. */
  void forget(AttemptId id) {
    crew.interrupt(id);
    right.remove(id);
  }

  private void show(AttemptId id, JobSpec spec, Relayed.Attribution asked, Head now) {
    var result = right.get(id);
    if (result == null) {
      crew.start(id, () -> run(id, spec));
    } else if (isRight(result, asked)) {
      pursuits
          .pursue(
              "attribute/" + id.key(), new RelayCall.Attribute(id.jobId(), result), now.number())
          .ifPresent(reason -> log.failed("attribute/" + id.key(), reason));
    }
  }

  private void run(AttemptId id, JobSpec spec) {
    switch (runner.apply(spec)) {
      case Run.Ran ran -> {
        right.put(id, ran.result());
        done.run();
      }
      case Run.CannotRun(var reason) -> log.cannotRun(id, reason);
    }
  }

  private static boolean isRight(Result result, Relayed.Attribution asked) {
    var finding = Evidence.item(result, asked.item()).bytes();
    return Arrays.equals(finding, 0, VERDICT_BYTES, asked.right().bytes(), 0, VERDICT_BYTES);
  }

  @Override
  public void close() {
    crew.close();
  }
}
