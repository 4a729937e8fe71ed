package souk.runtime.engine;

import java.util.List;
import java.util.Optional;
import souk.protocol.value.Hash;
import souk.runtime.machine.AgentJob;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.JobDigest;
import souk.runtime.state.Snapshot;

/** Whether a checkpoint and a snapshot, which may come from anybody, are a place in a job. */
final class Resumption {
  private Resumption() {}

  /** Why they are not: one line. */
  static Optional<String> objection(AgentJob job, Checkpoint from, Optional<Snapshot> state) {
    return JobAdmission.inputProblem(job.invocation())
        .or(() -> progress(job, from))
        .or(() -> trace(from))
        .or(() -> state(job, from, state));
  }

  private static Optional<String> progress(AgentJob job, Checkpoint from) {
    if (!from.job().equals(JobDigest.of(job))) {
      return Optional.of("the checkpoint is of another job");
    }
    var limits = job.limits();
    if (from.fuelUsed().compareTo(limits.fuel()) > 0) {
      return Optional.of(
          "the checkpoint has used %s fuel of %s".formatted(from.fuelUsed(), limits.fuel()));
    }
    if (from.output().size() > limits.outputBytes()) {
      return Optional.of(
          "the checkpoint has written %d bytes of output of %d"
              .formatted(from.output().size(), limits.outputBytes()));
    }
    var mostTurns = from.end().isPresent() ? job.turnLimit() : job.turnLimit() - 1;
    return from.turns() <= mostTurns
        ? Optional.empty()
        : Optional.of(
            "the checkpoint has %d turns of %d and no end"
                .formatted(from.turns(), job.turnLimit()));
  }

  /** A job that has ended may have dropped its last turn, whose fuel and output count. */
  private static Optional<String> trace(Checkpoint from) {
    return from.end().isPresent() || from.turnHash().equals(last(from.trace()))
        ? Optional.empty()
        : Optional.of("the checkpoint's fuel, output, effects and state are not its last turn's");
  }

  private static Optional<Hash> last(List<Hash> trace) {
    return trace.isEmpty() ? Optional.empty() : Optional.of(trace.getLast());
  }

  private static Optional<String> state(AgentJob job, Checkpoint from, Optional<Snapshot> state) {
    var expected = from.stateHash().or(() -> job.input().firstState());
    var actual = state.map(Snapshot::root);
    return actual.equals(expected)
        ? Optional.empty()
        : Optional.of(
            "the snapshot is of state %s; the job goes on from %s"
                .formatted(words(actual), words(expected)));
  }

  private static String words(Optional<Hash> root) {
    return root.map(Hash::toString).orElse("nothing");
  }
}
