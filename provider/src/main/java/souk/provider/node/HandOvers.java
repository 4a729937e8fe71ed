package souk.provider.node;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import souk.client.api.SignedCheckpoint;
import souk.client.node.Pursuits;
import souk.provider.journal.AttemptId;
import souk.provider.journal.TurnJournal;
import souk.runtime.state.Place;
import souk.settlement.chain.Call;
import souk.settlement.chain.Head;
import souk.settlement.chain.RelayCall;
import souk.settlement.index.IndexedJob;

/**
 * Gives agents' jobs that run here to the next provider while that is wished: breaks the run off,
 * sees that a market node has the last turn that is journaled, and gives the job back with it. What
 * comes next follows from the wish, the journal and the chain, so a restart changes nothing. Not
 * thread-safe.
 */
final class HandOvers {
  /** How long market nodes may take to take a turn. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int MOST_LEGS = 8;

  private final Supplier<Optional<String>> wish;
  private final TurnJournal turns;
  private final TurnSigner signer;
  private final TurnCouriers couriers;
  private final Pursuits pursuits;
  private final ProviderLog log;
  private final Map<AttemptId, Begun> begun = new HashMap<>();
  private final Set<AttemptId> kept = new HashSet<>();

  /** A turn that market nodes are asked to take, since that block time. */
  private record Begun(int turns, Instant since) {}

  /**
   * @param wish why jobs are to be handed over; empty if they are to be finished here
   */
  HandOvers(
      Supplier<Optional<String>> wish,
      TurnJournal turns,
      TurnSigner signer,
      TurnCouriers couriers,
      Pursuits pursuits,
      ProviderLog log) {
    this.wish = wish;
    this.turns = turns;
    this.signer = signer;
    this.couriers = couriers;
    this.pursuits = pursuits;
    this.log = log;
  }

  /**
   * Does what is due about an attempt that has to be run.
   *
   * @return whether it is handed over: it must not be started
   */
  boolean mind(AttemptId id, IndexedJob job, Runs runs, Head now) {
    var reason = wish.get();
    if (reason.isEmpty()) {
      forget(id);
      return false;
    }
    var place = kept.contains(id) ? Optional.<Place>empty() : place(id, job, now);
    place.ifPresent(
        it -> {
          runs.stop(id);
          handOver(id, it, job.snapshot().relayed().landedTurns(), reason.get(), runs, now);
        });
    return place.isPresent() && !kept.contains(id);
  }

  /** The attempt is over, or is not handed over after all. */
  void forget(AttemptId id) {
    begun.remove(id);
    kept.remove(id);
  }

  /** Where others could go on; empty if the job is better finished here. */
  private Optional<Place> place(AttemptId id, IndexedJob job, Head now) {
    var legs = job.snapshot().relayed().legs();
    var runTime = job.snapshot().match().orElseThrow().runTime();
    if (legs.size() == MOST_LEGS || now.time().plus(runTime).isAfter(job.spec().latestFinish())) {
      return Optional.empty();
    }
    var others = legs.isEmpty() ? 0 : legs.getLast().turns();
    return turns.place(id).filter(it -> it.checkpoint().turns() > others);
  }

  private void handOver(
      AttemptId id, Place place, int landedTurns, String reason, Runs runs, Head now) {
    var reached = place.checkpoint().turns();
    var signed = signer.sign(id, place.checkpoint());
    var since = begun.get(id);
    if (since == null || since.turns() != reached) {
      begun.put(id, new Begun(reached, now.time()));
      bringUnlessThere(new ReachedTurn(id, signed, place, Optional.empty()));
      log.handingOver(id, reached, reason);
    } else if (couriers.isWithANode(id, reached) && !runs.isAt(id)) {
      giveBack(id, signed, landedTurns == reached, now);
    } else if (now.time().isAfter(since.since().plus(PATIENCE))) {
      kept.add(id);
      log.keeping(id, "no market node takes its state");
    }
  }

  /** Anybody may have landed the checkpoint already: then it is not taken again. */
  private void giveBack(AttemptId id, SignedCheckpoint signed, boolean isLanded, Head now) {
    var aim = "hand-over/" + id.key() + "/" + signed.checkpoint().turns();
    var call =
        isLanded
            ? new Call.Reassign(List.of(id.jobId()))
            : new RelayCall.HandOver(new RelayCall.Signed(signed.checkpoint(), signed.signature()));
    pursuits.pursue(aim, call, now.number()).ifPresent(failure -> log.failed(aim, failure));
  }

  private void bringUnlessThere(ReachedTurn turn) {
    if (!couriers.isWithANode(turn.id(), turn.turns())) {
      couriers.bring(turn);
    }
  }
}
