package souk.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.RunOutcome;
import souk.runtime.state.AgentState;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.CheckpointCodec;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;
import souk.runtime.state.StateCodec;

/**
 * A run with the blobs each of its turns leaves: all another process or machine gets to see.
 *
 * @param job what was run
 * @param outcome what came of it
 * @param stops the places it could be stopped at: before the first turn, then behind each
 */
record RecordedRun(AgentJob job, RunOutcome outcome, List<Stop> stops) {

  /** A place to stop and go on. */
  record Stop(Bytes checkpoint, Optional<Bytes> delta, Optional<Bytes> snapshot) {
    Checkpoint readCheckpoint() {
      return CheckpointCodec.decode(checkpoint);
    }

    Optional<Snapshot> readSnapshot() {
      return readCheckpoint()
          .stateHash()
          .map(root -> StateCodec.decodeSnapshot(snapshot.orElseThrow(), root));
    }

    private static Stop at(Checkpoint now, Optional<Delta> delta, AgentState state) {
      return new Stop(
          CheckpointCodec.encode(now),
          delta.map(StateCodec::encode),
          now.stateHash().map(_ -> StateCodec.encode(state.snapshot())));
    }
  }

  static RecordedRun of(Engine engine, AgentJob job) {
    var stops = new ArrayList<Stop>();
    stops.add(Stop.at(Checkpoint.start(job), Optional.empty(), AgentState.empty()));
    var outcome =
        new AgentRunner(engine)
            .run(job, (now, delta, state) -> stops.add(Stop.at(now, delta, state)));
    return new RecordedRun(job, outcome, List.copyOf(stops));
  }

  /** Goes on from a stop on an engine, and says what the whole run looks like then. */
  RecordedRun resumed(int stop, Engine engine) {
    var from = stops.get(stop);
    var rest = new ArrayList<>(stops.subList(0, stop + 1));
    var resumed =
        new AgentRunner(engine)
            .resume(
                job,
                from.readCheckpoint(),
                from.readSnapshot(),
                (now, delta, state) -> rest.add(Stop.at(now, delta, state)));
    return new RecordedRun(job, resumed, rest);
  }
}
