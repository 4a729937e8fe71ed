package souk.provider.node;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.client.run.JobRunner;
import souk.protocol.codec.Evidence;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.provider.journal.AttemptId;
import souk.provider.journal.TurnJournal;
import souk.runtime.machine.Invocation;
import souk.runtime.state.Place;
import souk.settlement.chain.Head;
import souk.settlement.chain.Leg;
import souk.settlement.index.IndexedJob;

/** Where attempts begin: at the end of the last leg whose state is to be had, or at the start. */
final class Resumptions {
  private final HandedStates states;
  private final TurnJournal turns;
  private final Duration patience;
  private final ProviderLog log;
  // Since when attempts are known to be open that others began.
  private final Map<AttemptId, Instant> open = new HashMap<>();

  /**
   * @param patience how long after a job is open again a promise waits for the last leg's state
   */
  Resumptions(HandedStates states, TurnJournal turns, Duration patience, ProviderLog log) {
    this.states = states;
    this.turns = turns;
    this.patience = patience;
    this.log = log;
  }

  /**
   * Decides where an attempt that may be promised now will begin, and journals the state there.
   *
   * @param legs what other providers did of the job
   * @param now block time
   * @return the point the promise names, zero for the beginning; empty while a node may hand over
   *     more than those that were asked: only the one that asks for the job does
   */
  Optional<Hash> prepare(
      AttemptId id, JobSpec spec, Invocation invocation, List<Leg> legs, Instant now) {
    for (var kept = legs.size(); kept > 0; kept--) {
      var place =
          states.behind(id, legs.subList(0, kept)).filter(it -> fits(id, spec, invocation, it));
      if (place.isPresent()) {
        return kept == legs.size() || isWaitOver(id, now)
            ? Optional.of(begin(id, place.get()))
            : Optional.empty();
      }
    }
    if (!legs.isEmpty() && !isWaitOver(id, now)) {
      return Optional.empty();
    }
    turns.forget(id);
    return Optional.of(Hash.ZERO);
  }

  /**
   * Takes in what is open at a block: who is asked late waits no longer than who is asked first.
   */
  synchronized void atBlock(Head now, Collection<IndexedJob> jobs) {
    var begun =
        jobs.stream()
            .map(IndexedJob::snapshot)
            .filter(job -> job.state() instanceof JobState.Open)
            .filter(job -> !job.relayed().legs().isEmpty())
            .map(job -> new AttemptId(job.id(), job.attempt()))
            .collect(toSet());
    open.keySet().retainAll(begun);
    begun.forEach(id -> open.putIfAbsent(id, now.time()));
  }

  private Hash begin(AttemptId id, Place place) {
    turns.begin(id, place);
    return Evidence.resumePoint(place.checkpoint().trace());
  }

  private synchronized boolean isWaitOver(AttemptId id, Instant now) {
    var since = open.computeIfAbsent(id, _ -> now);
    var isOver = !now.isBefore(since.plus(patience));
    if (!isOver) {
      log.waitsForState(id);
    }
    return isOver;
  }

  private boolean fits(AttemptId id, JobSpec spec, Invocation invocation, Place place) {
    var objection = JobRunner.objection(spec, invocation, place);
    objection.ifPresent(reason -> log.stateNotHanded(id, reason));
    return objection.isEmpty();
  }

  /**
   * Where an attempt that runs goes on: behind the last turn that is journaled.
   *
   * @param legs what the chain says that it goes on from
   * @return empty if it begins at the start
   * @throws IllegalStateException if there is a state to go on from, and nobody hands it over
   */
  Optional<Place> place(AttemptId id, List<Leg> legs) {
    var journaled = turns.place(id).filter(place -> HandedStates.follows(place, legs));
    if (journaled.isPresent() || legs.isEmpty()) {
      return journaled;
    }
    var handed = states.behind(id, legs);
    handed.ifPresent(place -> turns.begin(id, place));
    if (handed.isEmpty()) {
      throw new IllegalStateException(
          "no market node hands over the state behind turn " + legs.getLast().turns());
    }
    return handed;
  }
}
