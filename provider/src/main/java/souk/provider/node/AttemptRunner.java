package souk.provider.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import souk.client.api.JobTurn;
import souk.client.api.LastTurn;
import souk.client.node.LastStateJournal;
import souk.client.run.JobRunner;
import souk.client.run.Run;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;
import souk.provider.journal.AttemptId;
import souk.provider.journal.TurnJournal;
import souk.runtime.engine.TurnObserver;
import souk.runtime.machine.Bytes;
import souk.runtime.state.AgentState;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.Delta;
import souk.runtime.state.Place;
import souk.runtime.state.Snapshot;
import souk.settlement.chain.Leg;

/**
 * Runs attempts. Of an agent's every turn is journaled, so that a run that was broken off goes on
 * behind the last one, and handed to the market nodes, so that another provider can; and so is the
 * last state, for the agent's next job, with the turn that opens its result.
 */
final class AttemptRunner {
  /** Behind a turn that changed more nothing is journaled. */
  private static final long MOST_DELTA_BYTES = 128L << 20;

  private final Function<JobSpec, JobRunner> runners;
  private final Function<Hash, List<Leg>> legs;
  private final Resumptions resumptions;
  private final TurnJournal turns;
  private final LastStateJournal lastStates;
  private final TurnSigner signer;
  private final TurnCouriers couriers;
  private final ProviderLog log;

  /**
   * @param runners what runs a job
   * @param legs what the chain says that a job goes on from
   */
  AttemptRunner(
      Function<JobSpec, JobRunner> runners,
      Function<Hash, List<Leg>> legs,
      Resumptions resumptions,
      TurnJournal turns,
      LastStateJournal lastStates,
      TurnSigner signer,
      TurnCouriers couriers,
      ProviderLog log) {
    this.runners = runners;
    this.legs = legs;
    this.resumptions = resumptions;
    this.turns = turns;
    this.lastStates = lastStates;
    this.signer = signer;
    this.couriers = couriers;
    this.log = log;
  }

  /** Runs the attempt, or the rest of it. */
  Run run(AttemptId id, JobSpec spec) {
    try {
      var place = resumptions.place(id, legs.apply(id.jobId()));
      place.ifPresent(it -> log.goesOn(id, it.checkpoint().turns()));
      return runners.apply(spec).run(spec, place, new Keeper(id, place));
    } catch (IllegalStateException e) {
      return new Run.CannotRun(String.valueOf(e.getMessage()));
    }
  }

  /** The attempt is over. */
  void forget(AttemptId id) {
    couriers.forget(id);
    turns.forget(id);
  }

  /** Writes each turn down before the next one begins. */
  private final class Keeper implements TurnObserver {
    private final AttemptId id;
    private boolean keeps = true;
    // How far the job had come with the last turn that was kept.
    private Optional<Checkpoint> last;

    Keeper(AttemptId id, Optional<Place> from) {
      this.id = id;
      this.last = from.map(Place::checkpoint);
    }

    @Override
    public void turnEnded(Checkpoint now, Optional<Delta> delta, AgentState state) {
      last = delta.isPresent() ? Optional.of(now) : last;
      if (now.end().isPresent()) {
        last.ifPresent(it -> keepLast(it, state.snapshot(), JobTurn.of(id.jobId(), now)));
      } else {
        delta.ifPresent(it -> keep(new Place(now, state.snapshot()), it));
      }
    }

    /** The first turn is written down whole: it may have begun with a state. */
    private void keep(Place place, Delta delta) {
      var now = place.checkpoint();
      var isFirst = now.turns() == 1;
      keeps &= bytes(isFirst ? place.state().blocks() : delta.blocks()) <= MOST_DELTA_BYTES;
      if (keeps) {
        if (isFirst) {
          turns.begin(id, place);
        } else {
          turns.keep(id, now, delta);
        }
        couriers.take(new ReachedTurn(id, signer.sign(id, now), place, Optional.of(delta)));
        log.turnKept(id, now.turns());
      }
    }

    private void keepLast(Checkpoint at, Snapshot state, Optional<JobTurn> turn) {
      var attempt = new LastStateJournal.Attempt(id.jobId(), id.attempt());
      if (!lastStates.keep(attempt, LastTurn.of(id.jobId(), at), state, turn)) {
        log.lastStateTooLarge(id);
      }
    }

    private static long bytes(Map<Integer, Bytes> blocks) {
      return (long) blocks.size() * Delta.BLOCK_BYTES;
    }
  }
}
