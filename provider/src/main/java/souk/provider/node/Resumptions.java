package souk.provider.node;

import java.util.List;
import java.util.Optional;
import souk.client.run.JobRunner;
import souk.protocol.codec.Evidence;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Hash;
import souk.provider.journal.AttemptId;
import souk.provider.journal.TurnJournal;
import souk.runtime.machine.Invocation;
import souk.runtime.state.Place;
import souk.settlement.chain.Leg;

/** Where attempts begin: at the end of the last leg whose state is to be had, or at the start. */
final class Resumptions {
  private final HandedStates states;
  private final TurnJournal turns;
  private final ProviderLog log;

  Resumptions(HandedStates states, TurnJournal turns, ProviderLog log) {
    this.states = states;
    this.turns = turns;
    this.log = log;
  }

  /**
   * Decides where an attempt that may be promised now will begin, and journals the state there.
   *
   * @param legs what other providers did of the job
   * @return the point the promise names; zero for the beginning
   */
  Hash prepare(AttemptId id, JobSpec spec, Invocation invocation, List<Leg> legs) {
    for (var kept = legs.size(); kept > 0; kept--) {
      var place =
          states.behind(id, legs.subList(0, kept)).filter(it -> fits(id, spec, invocation, it));
      if (place.isPresent()) {
        turns.begin(id, place.get());
        return Evidence.resumePoint(place.get().checkpoint().trace());
      }
    }
    turns.forget(id);
    return Hash.ZERO;
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
