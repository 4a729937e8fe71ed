package souk.provider.node;

import java.util.Optional;
import java.util.function.Function;
import souk.client.run.JobRunner;
import souk.client.run.Run;
import souk.protocol.job.JobSpec;
import souk.provider.journal.AttemptId;
import souk.provider.journal.TurnJournal;
import souk.runtime.engine.TurnObserver;
import souk.runtime.state.AgentState;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.Delta;
import souk.runtime.state.Place;

/**
 * Runs attempts. Of an agent's every turn is journaled, so that a run that was broken off goes on
 * behind the last one, and handed to the market nodes, so that another provider can.
 */
final class AttemptRunner {
  /** Behind a turn that changed more nothing is journaled. */
  private static final long MOST_DELTA_BYTES = 128L << 20;

  private final Function<JobSpec, JobRunner> runners;
  private final TurnJournal turns;
  private final TurnSigner signer;
  private final TurnCouriers couriers;
  private final ProviderLog log;

  /**
   * @param runners what runs a job
   */
  AttemptRunner(
      Function<JobSpec, JobRunner> runners,
      TurnJournal turns,
      TurnSigner signer,
      TurnCouriers couriers,
      ProviderLog log) {
    this.runners = runners;
    this.turns = turns;
    this.signer = signer;
    this.couriers = couriers;
    this.log = log;
  }

  /** Runs the attempt, or the rest of it. */
  Run run(AttemptId id, JobSpec spec) {
    var place = turns.place(id);
    place.ifPresent(it -> log.goesOn(id, it.checkpoint().turns()));
    return runners.apply(spec).run(spec, place, new Keeper(id));
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

    Keeper(AttemptId id) {
      this.id = id;
    }

    @Override
    public void turnEnded(Checkpoint now, Optional<Delta> delta, AgentState state) {
      if (now.end().isEmpty()) {
        delta.ifPresent(it -> keep(now, it, state));
      }
    }

    private void keep(Checkpoint now, Delta delta, AgentState state) {
      keeps &= (long) delta.blocks().size() * Delta.BLOCK_BYTES <= MOST_DELTA_BYTES;
      if (keeps) {
        turns.keep(id, now, delta);
        couriers.take(
            new ReachedTurn(id, signer.sign(id, now), new Place(now, state.snapshot()), delta));
      }
    }
  }
}
