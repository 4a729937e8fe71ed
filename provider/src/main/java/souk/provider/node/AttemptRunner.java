package souk.provider.node;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import souk.client.run.JobRunner;
import souk.client.run.Run;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;
import souk.provider.journal.AttemptId;
import souk.provider.journal.TurnJournal;
import souk.runtime.engine.TurnObserver;
import souk.runtime.state.AgentState;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.Delta;
import souk.runtime.state.Place;
import souk.settlement.chain.Leg;

/**
 * Runs attempts. Of an agent's every turn is journaled, so that a run that was broken off goes on
 * behind the last one, and handed to the market nodes, so that another provider can.
 */
final class AttemptRunner {
  /** Behind a turn that changed more nothing is journaled. */
  private static final long MOST_DELTA_BYTES = 128L << 20;

  private final Function<JobSpec, JobRunner> runners;
  private final Function<Hash, List<Leg>> legs;
  private final Resumptions resumptions;
  private final TurnJournal turns;
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
      TurnSigner signer,
      TurnCouriers couriers,
      ProviderLog log) {
    this.runners = runners;
    this.legs = legs;
    this.resumptions = resumptions;
    this.turns = turns;
    this.signer = signer;
    this.couriers = couriers;
    this.log = log;
  }

  /** Runs the attempt, or the rest of it. */
  Run run(AttemptId id, JobSpec spec) {
    try {
      var place = resumptions.place(id, legs.apply(id.jobId()));
      place.ifPresent(it -> log.goesOn(id, it.checkpoint().turns()));
      return runners.apply(spec).run(spec, place, new Keeper(id));
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
            new ReachedTurn(
                id, signer.sign(id, now), new Place(now, state.snapshot()), Optional.of(delta)));
        log.turnKept(id, now.turns());
      }
    }
  }
}
